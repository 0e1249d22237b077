import {
  type AuthElement,
  type AuthParams,
  formatAuthElement,
  parseChallenges,
} from './challenge.ts'
import { isToken } from './octets.ts'

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
  const text = withoutSurroundingWhitespace(value)
  const simple = SCHEME_TOKEN68.exec(text)
  if (simple) return { kind: 'token68', scheme: simple[1]!.toLowerCase(), token68: simple[2]! }
  return parsePlainParams(text) ?? parseWithParams(text)
}

/** Throws `TypeError` for what the grammar cannot carry. */
export function formatCredentials(credentials: AuthElement): string {
  return formatAuthElement(credentials, BARE_IN_CREDENTIALS)
}

/**
 * Credentials of parameters as nearly everybody writes them, without going through every character: Digest
 * has them anew with every request. Undefined for what is written otherwise, rightly or wrongly.
 */
function parsePlainParams(text: string): Credentials | undefined {
  const space = text.indexOf(' ')
  const scheme = text.slice(0, space).toLowerCase()
  if (space < 1 || !isToken(scheme) || !PLAIN_TEXT.test(text)) return undefined
  const params = new Map<string, string>()
  for (let at = space + 1; at < text.length; ) {
    const equals = text.indexOf('=', at)
    const isQuoted = text.charCodeAt(equals + 1) === QUOTE
    const start = isQuoted ? equals + 2 : equals + 1
    const end = isQuoted ? text.indexOf('"', start) : commaOrEnd(text, start)
    if (equals < 0 || end < 0 || params.size >= PLAIN_PARAMS_MAX) return undefined
    const name = text.slice(at, equals).toLowerCase()
    const value = text.slice(start, end)
    if (!isToken(name) || params.has(name) || !(isQuoted || isToken(value))) return undefined
    params.set(name, value)
    at = behindComma(text, isQuoted ? end + 1 : end)
    if (at < 0) return undefined
  }
  return params.size === 0 ? undefined : { kind: 'params', scheme, params }
}

function commaOrEnd(text: string, from: number): number {
  const comma = text.indexOf(',', from)
  return comma < 0 ? text.length : comma
}

/** Where the next parameter begins, or the end; -1 where there is something else than one comma and spaces. */
function behindComma(text: string, from: number): number {
  if (from === text.length) return from
  if (text.charCodeAt(from) !== COMMA) return -1
  let at = from + 1
  while (text.charCodeAt(at) === SPACE) at++
  return at < text.length && text.charCodeAt(at) !== COMMA ? at : -1
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

/** OWS around a field value is no part of it (§5.5). A loop: the regular expression is quadratic. */
function withoutSurroundingWhitespace(value: string): string {
  let start = 0
  let end = value.length
  while (start < end && isWhitespace(value[start])) start++
  while (end > start && isWhitespace(value[end - 1])) end--
  return value.slice(start, end)
}

function isWhitespace(char: string | undefined): boolean {
  return char === ' ' || char === '\t'
}

// tchar of RFC 9110 §5.6.2, 1*SP, token68
const SCHEME_TOKEN68 = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+) +([A-Za-z0-9\-._~+/]+=*)$/

/** What may stand in a quoted-string without an escape, and the quotes. */
const PLAIN_TEXT = /^[\t\x20-\x5b\x5d-\x7e\x80-\xff]*$/
const QUOTE = 0x22
const COMMA = 0x2c
const SPACE = 0x20
const PLAIN_PARAMS_MAX = 32

/**
 * RFC 7616 §3.4: the first three MUST NOT be quoted in credentials. Nor is an ext-value ever (RFC 8187
 * §3.2.1), and `userhash` is written as in the example of RFC 7616 §3.9.2.
 */
const BARE_IN_CREDENTIALS: ReadonlySet<string> = new Set([
  'algorithm',
  'nc',
  'qop',
  'username*',
  'userhash',
])
