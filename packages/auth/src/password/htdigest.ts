import type { DigestAlgorithm } from '../credential-store.ts'
import { type LineProblemKind, readLines } from './file-lines.ts'

export type HtdigestProblemKind =
  | LineProblemKind
  | 'fields-missing'
  | 'fields-too-many'
  | 'name-missing'
  | 'name-unusable'
  | 'name-repeated'
  | 'realm-missing'
  | 'secret-malformed'
  | 'algorithm-unknown'
  | 'algorithm-mismatch'

export interface HtdigestProblem {
  readonly kind: HtdigestProblemKind
  /** From 1. */
  readonly line: number
  /** Absent when no name could be told from a secret. */
  readonly user?: string
}

export interface HtdigestEntry {
  readonly username: string
  readonly realm: string
  readonly algorithm: DigestAlgorithm
  /** In lower case. */
  readonly ha1: string
}

export interface ParsedHtdigest {
  /** Those of well-formed lines. Of a user repeated in one realm and algorithm the first counts. */
  readonly entries: readonly HtdigestEntry[]
  readonly problems: readonly HtdigestProblem[]
}

/**
 * Parses the file that Apache's `htdigest` writes, `user:realm:secret` per line, the secret being
 * H(user ":" realm ":" password) in hexadecimal. Two things are added to it: a secret of 64 digits is one
 * of SHA-256, and a fourth field may name the algorithm, which SHA-512-256 needs. Never throws.
 */
export function parseHtdigest(octets: Uint8Array): ParsedHtdigest {
  const entries = new Map<string, HtdigestEntry>()
  const problems = readLines(octets, LINE_OCTETS_MAX, (text) => readEntry(text, entries))
  return { entries: [...entries.values()], problems }
}

function readEntry(
  text: string,
  entries: Map<string, HtdigestEntry>,
): Omit<HtdigestProblem, 'line'> | undefined {
  const [user = '', realm, secret, named, ...more] = text.split(':')
  // With a colon too few, what stands first may be anything: nothing of it is repeated.
  if (realm === undefined || secret === undefined) return { kind: 'fields-missing' }
  if (user === '') return { kind: 'name-missing' }
  if (CONTROL.test(user) || CONTROL.test(realm)) return { kind: 'name-unusable' }
  if (realm === '') return { kind: 'realm-missing', user }
  if (more.length > 0) return { kind: 'fields-too-many', user }
  if (!SECRET.test(secret)) return { kind: 'secret-malformed', user }
  const byLength = secret.length === MD5_LENGTH ? 'MD5' : 'SHA-256'
  const algorithm = named === undefined ? byLength : ALGORITHMS.get(named.toUpperCase())
  if (algorithm === undefined) return { kind: 'algorithm-unknown', user }
  if ((algorithm === 'MD5') !== (byLength === 'MD5')) return { kind: 'algorithm-mismatch', user }
  const key = `${algorithm}:${realm}:${user}`
  if (entries.has(key)) return { kind: 'name-repeated', user }
  entries.set(key, { username: user, realm, algorithm, ha1: secret.toLowerCase() })
  return undefined
}

const ALGORITHMS: ReadonlyMap<string, DigestAlgorithm> = new Map(
  (['MD5', 'SHA-256', 'SHA-512-256'] as const).map((name) => [name, name]),
)
const MD5_LENGTH = 32
const SECRET = /^(?:[0-9A-Fa-f]{32}|[0-9A-Fa-f]{64})$/
/** A name of 255 octets, a realm of 200 and the longest secret are 600; `htdigest` stops at 256 each. */
const LINE_OCTETS_MAX = 1024
const CONTROL = /\p{Cc}/u
