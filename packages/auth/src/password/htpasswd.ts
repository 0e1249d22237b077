import { type PasswordHash, type PasswordHashProblem, parsePasswordHash } from './password-hash.ts'

export type HtpasswdProblemKind =
  | PasswordHashProblem
  | 'not-text'
  | 'byte-order-mark'
  | 'line-too-long'
  | 'line-not-utf8'
  | 'colon-missing'
  | 'name-missing'
  | 'name-unusable'
  | 'name-repeated'
  | 'too-many-problems'

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
  const problems: HtpasswdProblem[] = []
  if (octets.includes(0)) {
    // No line of a file with NUL can be trusted: it is UTF-16, or not a password file at all.
    const line = countLines(octets.subarray(0, octets.indexOf(0)))
    return { users, problems: [{ kind: 'not-text', line }] }
  }
  let number = 0
  for (const line of linesOf(octets)) {
    number++
    const isMarked = number === 1 && startsWithMark(line)
    if (isMarked) report(problems, { kind: 'byte-order-mark', line: 1 })
    const problem = readLine(isMarked ? line.subarray(3) : line, users)
    if (problem) report(problems, { ...problem, line: number })
  }
  return { users, problems }
}

function report(problems: HtpasswdProblem[], problem: HtpasswdProblem): void {
  if (problems.length < PROBLEMS_MAX) problems.push(problem)
  else if (problems.length === PROBLEMS_MAX) {
    problems.push({ kind: 'too-many-problems', line: problem.line })
  }
}

type LineProblem = Omit<HtpasswdProblem, 'line'>

function readLine(octets: Uint8Array, users: Map<string, PasswordHash>): LineProblem | undefined {
  if (octets.length > LINE_OCTETS_MAX) return { kind: 'line-too-long' }
  const text = decode(octets)?.trim()
  if (text === undefined) return { kind: 'line-not-utf8' }
  if (text === '' || text.startsWith('#')) return undefined
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

function* linesOf(octets: Uint8Array): Generator<Uint8Array, void, undefined> {
  let start = 0
  while (start < octets.length) {
    const end = octets.indexOf(LF, start)
    yield octets.subarray(start, end === -1 ? octets.length : end)
    start = end === -1 ? octets.length : end + 1
  }
}

function countLines(octets: Uint8Array): number {
  return octets.reduce((count, octet) => (octet === LF ? count + 1 : count), 1)
}

function startsWithMark(line: Uint8Array): boolean {
  return line[0] === 0xef && line[1] === 0xbb && line[2] === 0xbf
}

function decode(octets: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(octets)
  } catch (error) {
    // `fatal` has no other way to say that the octets are not UTF-8.
    if (error instanceof TypeError) return undefined
    throw error
  }
}

const LF = 0x0a
/** A name of 255 octets and the longest hash are 400; `htpasswd` itself stops at 256 for each. */
const LINE_OCTETS_MAX = 1024
const PROBLEMS_MAX = 100
const CONTROL = /\p{Cc}/u
