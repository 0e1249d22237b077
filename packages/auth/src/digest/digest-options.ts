import type { AlgorithmName } from './algorithm.ts'
import type { Qop } from './response.ts'

/** How Digest is served. */
export interface DigestOptions {
  /** One challenge for each, in this order. SHA-256 unless said; MD5 only if it is said. */
  readonly algorithms?: readonly AlgorithmName[] | undefined
  /** What is offered: `auth` unless said. With `auth-int` content is read before it is forwarded. */
  readonly qop?: readonly Qop[] | undefined
  /** For how long a nonce is good. 5 minutes unless said. */
  readonly nonceLifetimeMs?: number | undefined
  /** Whether clients may hash their name (RFC 7616 §3.4.4). They may unless said. */
  readonly userhash?: boolean | undefined
  /**
   * What nonces are made with, 32 octets or more. Nodes with the same one take each other's nonces.
   * A new one in every process unless said.
   */
  readonly key?: Uint8Array | undefined
  /**
   * What nonces are for, besides the realm. Whoever counts uses apart from others must not take theirs:
   * what was shown there could be played back here.
   */
  readonly place?: string | undefined
  /** How many used nonces are kept track of. 65 536 unless said. */
  readonly noncesMax?: number | undefined
}
