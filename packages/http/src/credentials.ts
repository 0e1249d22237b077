import { type AuthElement, type AuthParams, formatAuthElement, parseChallenges } from './challenge.ts'

/** What a client sent in `Proxy-Authorization` or `Authorization`. The scheme is in lower case. */
export type Credentials = AuthElement | MalformedCredentials

export interface MalformedCredentials {
  readonly kind: 'malformed'
  /** Index of the first character that departs from the grammar. */
  readonly column: number
}

/**
 * Parses one field value. Never throws, and keeps nothing of a malformed value: it may be a password
 * that somebody put in the wrong place.
 *
 *     credentials = auth-scheme [ 1*SP ( token68 / #auth-param ) ]          ; RFC 9110 §11.4
 */
export function parseCredentials(value: string): Credentials {
  const text = value.replace(SURROUNDING_OWS, '')
  const simple = SCHEME_TOKEN68.exec(text)
  if (simple) return { kind: 'token68', scheme: simple[1]!.toLowerCase(), token68: simple[2]! }
  return parseWithParams(text)
}

/** Throws `TypeError` for what the grammar cannot carry. */
export function formatCredentials(credentials: AuthElement): string {
  return formatAuthElement(credentials, BARE_IN_CREDENTIALS)
}

/** A list of one challenge is what remains; the rest of the list grammar is not allowed here. */
function parseWithParams(text: string): Credentials {
  const { challenges, problems } = parseChallenges([text])
  const [only, second] = challenges
  const problem = problems[0]
  if (problem) return { kind: 'malformed', column: problem.column }
  if (only === undefined || text.startsWith(',')) return { kind: 'malformed', column: 0 }
  if (second !== undefined || only.kind === 'token68' || isAlone(only.params, text)) {
    return { kind: 'malformed', column: text.search(/,|$/) }
  }
  return only
}

/** `Basic,` is a list of a scheme and nothing: a scheme alone has no comma. */
function isAlone(params: AuthParams, text: string): boolean {
  return params.size === 0 && text.includes(',')
}

// tchar of RFC 9110 §5.6.2, 1*SP, token68
const SCHEME_TOKEN68 = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+) +([A-Za-z0-9\-._~+/]+=*)$/
const SURROUNDING_OWS = /^[ \t]+|[ \t]+$/g

/** RFC 7616 §3.4: these three MUST NOT be quoted in credentials. */
const BARE_IN_CREDENTIALS: ReadonlySet<string> = new Set(['algorithm', 'nc', 'qop'])
