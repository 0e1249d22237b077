import type { DigestAlgorithm } from '../credential-store.ts'
import type { HashName } from '../serve-settings.ts'

/** As it stands in the parameter `algorithm` (RFC 7616 §3.3). */
export type AlgorithmName = DigestAlgorithm | `${DigestAlgorithm}-sess`

export interface Algorithm {
  readonly name: AlgorithmName
  /** What the stored secret was made with. */
  readonly base: DigestAlgorithm
  readonly hash: HashName
  /** Whether the secret is mixed with the nonces of a session's first request (§3.4.2). */
  readonly isSession: boolean
  /** Of a hash in hexadecimal. */
  readonly hexLength: number
  /** A client answers the highest. */
  readonly strength: number
  /** One character that stands for it in our nonces. Never reused for another algorithm. */
  readonly code: string
}

/** The names of all algorithms there are, the strongest first. */
export const ALGORITHM_NAMES: readonly AlgorithmName[] = [
  'SHA-512-256',
  'SHA-512-256-sess',
  'SHA-256',
  'SHA-256-sess',
  'MD5',
  'MD5-sess',
]

/**
 * The algorithm of a challenge or of credentials. Without the parameter it is MD5 (RFC 7616 §3.3).
 * Undefined for one that is not known. In any case of letters, as some clients write `md5`.
 */
export function algorithmOf(param: string | undefined): Algorithm | undefined {
  if (param === undefined) return BY_NAME.get('md5')
  return BY_NAME.get(param) ?? BY_NAME.get(param.toLowerCase())
}

function algorithm(name: AlgorithmName, strength: number, code: string): Algorithm {
  const isSession = name.endsWith('-sess')
  const base = (isSession ? name.slice(0, -'-sess'.length) : name) as DigestAlgorithm
  return {
    name,
    base,
    hash: DIGEST_HASHES[base],
    isSession,
    hexLength: base === 'MD5' ? 32 : 64,
    strength,
    code,
  }
}

/** The hash that a stored secret of an algorithm was made with. */
export const DIGEST_HASHES: Readonly<Record<DigestAlgorithm, HashName>> = {
  MD5: 'md5',
  'SHA-256': 'sha256',
  'SHA-512-256': 'sha512-256',
}

// A session adds nothing to the strength, and servers that get it wrong are met more often.
const ALL: readonly Algorithm[] = [
  algorithm('SHA-512-256', 6, 'c'),
  algorithm('SHA-512-256-sess', 5, 'C'),
  algorithm('SHA-256', 4, 'b'),
  algorithm('SHA-256-sess', 3, 'B'),
  algorithm('MD5', 2, 'a'),
  algorithm('MD5-sess', 1, 'A'),
]

// By both spellings: the usual one is found without making another string of it.
const BY_NAME: ReadonlyMap<string, Algorithm> = new Map(
  ALL.flatMap((one) => [[one.name, one] as const, [one.name.toLowerCase(), one] as const]),
)
