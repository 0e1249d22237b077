import { type LineProblemKind, readLines } from './file-lines.ts'
import { type PasswordHash, type PasswordHashProblem, parsePasswordHash } from './password-hash.ts'

export type HtpasswdProblemKind =
  | PasswordHashProblem
  | LineProblemKind
  | 'colon-missing'
  | 'name-missing'
  | 'name-unusable'
  | 'name-repeated'

export interface HtpasswdProblem {
  readonly kind: HtpasswdProblemKind
  /** From 1. */
  readonly line: number
  /** Absent when no name could be told from a password. */
  readonly user?: string
  readonly detail?: string
}

export interface ParsedHtpasswd {
  /** Those of well-formed lines. Of a repeated name the first counts, as in Apache and nginx. */
  readonly users: ReadonlyMap<string, PasswordHash>
  readonly problems: readonly HtpasswdProblem[]
}

/**
 * Parses the file that `htpasswd` writes: `name:hash` per line, `#` comments, blank lines. What
 * follows a second colon is passed over, as by Apache and nginx. Never throws: a line that cannot be
 * used is left out and reported.
 */
export function parseHtpasswd(octets: Uint8Array): ParsedHtpasswd {
  const users = new Map<string, PasswordHash>()
  const problems = readLines(octets, LINE_OCTETS_MAX, (text) => readUser(text, users))
  return { users, problems }
}

type UserProblem = Omit<HtpasswdProblem, 'line'>

function readUser(text: string, users: Map<string, PasswordHash>): UserProblem | undefined {
  const [user = '', hashText] = text.split(':')
  // Without a colon the whole line may be a password: nothing of it is repeated.
  if (hashText === undefined) return { kind: 'colon-missing' }
  if (user === '') return { kind: 'name-missing' }
  if (CONTROL.test(user)) return { kind: 'name-unusable' }
  if (users.has(user)) return { kind: 'name-repeated', user }
  const parsed = parsePasswordHash(hashText)
  if (parsed.kind === 'hash') {
    users.set(user, parsed.hash)
    return undefined
  }
  const { problem, detail } = parsed
  return { kind: problem, user, ...(detail !== undefined && { detail }) }
}

/** A name of 255 octets and the longest hash are 400; `htpasswd` itself stops at 256 for each. */
const LINE_OCTETS_MAX = 1024
const CONTROL = /\p{Cc}/u
