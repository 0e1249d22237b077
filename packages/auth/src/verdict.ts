import type { Asked } from './asked.ts'
import type { Identity } from './identity.ts'

/**
 * Why credentials were not accepted. For journal and metrics. A client must not be able to tell
 * `unknown-user` from `wrong-password`, neither by what it is told nor by the time it takes.
 */
export type Refusal =
  | 'credentials-missing'
  | 'credentials-malformed'
  | 'credentials-repeated'
  | 'scheme-not-offered'
  | 'unknown-user'
  | 'wrong-password'
  | 'user-disabled'
  | 'user-expired'
  /** Digest: the nonce is too old or not one of ours any more. Not a failure: the client repeats. */
  | 'nonce-stale'
  /** Digest: this nonce count has been used before. */
  | 'credentials-replayed'
  /** Digest: computed for another request than the one it came with. */
  | 'target-mismatch'
  /** Digest: the content is not the one that was hashed (`auth-int`), or too large to be. */
  | 'content-mismatch'
  | 'token-unknown'
  | 'token-expired'
  | 'token-revoked'
  | 'token-insufficient'
  /** Negotiate: the mechanism said no; `forOperator` says what to look at. */
  | 'ticket-rejected'
  /** One more round is wanted: not a failure. */
  | 'round-continues'
  | 'certificate-missing'
  | 'certificate-unknown'
  | 'address-not-allowed'
  | 'locked-out'

/** Credentials were right, or none were needed. */
export interface Accepted extends Identity {
  readonly kind: 'accepted'
  /** How: a scheme's name, `client-certificate` or `client-address`. */
  readonly scheme: string
  /** Milliseconds since the epoch; after that this verdict may not be remembered. */
  readonly expiresMs?: number | undefined
  /** Value for `Proxy-Authentication-Info` or `Authentication-Info` on whatever is answered. */
  readonly info?: string | undefined
  /** Value for `Proxy-Authenticate` or `WWW-Authenticate` on the answer: Negotiate's mutual token. */
  readonly mutual?: string | undefined
}

export interface Refused {
  readonly kind: 'refused'
  readonly reason: Refusal
  /** As claimed, for the journal. Never for the client. */
  readonly user?: string | undefined
  /** Only ever a registered name: people put passwords where the scheme belongs. */
  readonly scheme?: string | undefined
  /** What exactly is wrong, as a stable id or a position. Never a piece of the value. */
  readonly detail?: string | undefined
  /** A sentence about our own side that only the operator may read: a keytab, a clock, a directory. */
  readonly forOperator?: string | undefined
  /** The token of the next round, base64, for the challenge that goes with this refusal. */
  readonly token?: string | undefined
  /** For `token-insufficient`: what was needed. */
  readonly scope?: string | undefined
  /** For `locked-out`. */
  readonly retryAfterMs?: number | undefined
  /** How long the answer is to be held back: whoever guesses is slowed down. */
  readonly holdMs?: number | undefined
}

/** A scheme's judgement of one request. */
export type Verdict =
  | Accepted
  | Refused
  /** Whoever knows could not be asked: neither yes nor no. */
  | { readonly kind: 'unavailable'; readonly store: string; readonly detail: string }

/** The serving side of authentication as the proxy uses it. */
export interface Authenticator {
  /**
   * Field values for `Proxy-Authenticate`, in the order they are offered; empty when credentials would
   * not help (`certificate-missing` …).
   *
   * @param refusal what the client is being asked again for: a stale nonce, a further round
   */
  challenges(refusal?: Refused): readonly string[]
  /**
   * Judges the values of all `Proxy-Authorization` lines of one request.
   * Synchronous when a verified credential is remembered, so that the hot path does not wait.
   */
  authenticate(credentials: readonly string[], asked: Asked): Verdict | Promise<Verdict>
}
