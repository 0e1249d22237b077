import type { Asked } from './asked.ts'
import type { Identity } from './identity.ts'
import type { Secret } from './secret.ts'

/** Why an account is of no use, whoever asks. Said only to whoever proved to be its owner. */
export interface AccountProblem {
  readonly kind: 'user-disabled' | 'user-expired'
  /** Whose account it is, where the credentials do not say. */
  readonly user?: string | undefined
}

/** Why a token is of no use. */
export type TokenProblem = {
  /** Whom it was made for, when that is certain. */
  readonly user?: string | undefined
  /** For the client too: a stable id. Never a piece of the token. */
  readonly detail?: string | undefined
  /** A sentence about what exactly was wrong. Never what would let anybody in. */
  readonly forOperator?: string | undefined
} & (
  | { readonly kind: 'token-unknown' | 'token-expired' | 'token-revoked' }
  /** `scope` is what was needed, as in RFC 6749 §3.3. */
  | { readonly kind: 'token-insufficient'; readonly scope: string }
)

/** The place that knows could not be asked: neither yes nor no. */
export interface Unavailable {
  readonly kind: 'unavailable'
  /** For the operator. Never a secret. */
  readonly detail: string
}

/** Too many refusals came before this: nobody was asked. */
export interface LockedOut {
  readonly kind: 'locked-out'
  readonly retryAfterMs: number
}

/** What a password store says of a user and a password. */
export type PasswordCheck =
  | ({ readonly kind: 'right'; readonly expiresMs?: number | undefined } & Identity)
  | { readonly kind: 'unknown-user' }
  | {
      readonly kind: 'wrong-password'
      /** Whoever was asked does not tell an unknown user from a wrong password. */
      readonly isUserUnclear?: true | undefined
    }
  /** A token was in the password's place. */
  | TokenProblem
  | AccountProblem
  | Unavailable
  | LockedOut

/** What a store says of the secret that Digest is computed with. */
export type DigestSecret =
  | ({
      readonly kind: 'found'
      /** H(username ":" realm ":" password) in lower-case hexadecimal (RFC 7616 §3.4.2). As good as the password. */
      readonly ha1: Secret
      /** As the client must have spelt it: part of what was hashed. */
      readonly username: string
      /** Said only when the response is right. */
      readonly problem?: AccountProblem['kind'] | undefined
    } & Identity)
  | { readonly kind: 'unknown-user' }
  | Unavailable
  | LockedOut

/** What a token store says of a token. */
export type TokenCheck =
  | ({
      readonly kind: 'right'
      /** Milliseconds since the epoch; after that the answer may not be remembered. */
      readonly expiresMs?: number | undefined
      /** What it is good for. Absent is the same as nothing in particular. */
      readonly scopes?: readonly string[] | undefined
    } & Identity)
  | TokenProblem
  | AccountProblem
  | Unavailable
  | LockedOut

interface Store {
  /** For journal and messages: `users`, `htpasswd`, `ldap` … */
  readonly name: string
  /**
   * A number that changes when any earlier answer may no longer hold (password changed, user disabled).
   * Asked on the hot path: cheap, synchronous.
   */
  version(): number
}

/** A place where users and passwords are kept. */
export interface PasswordStore extends Store {
  /**
   * Whether checking this costs no hash, and is bounded where it is done (a row, another machine with a
   * pool of its own): it need not wait for its turn, and nobody waits behind it. Absent: never.
   */
  isSelfLimited?(username: string, password: Secret): boolean
  /**
   * @param asked the request that occasions the question, for whoever wants to know. The answer holds
   *   for any request with the same credentials
   */
  check(username: string, password: Secret, asked?: Asked): Promise<PasswordCheck>
}

export type DigestAlgorithm = 'MD5' | 'SHA-256' | 'SHA-512-256'

/** Under which name a client speaks of itself: as it is, or hashed with the realm (RFC 7616 §3.4.4). */
export type DigestName =
  | { readonly kind: 'plain'; readonly username: string }
  | { readonly kind: 'hashed'; readonly userhash: string }

/** A place where Digest's secrets are kept. */
export interface DigestStore extends Store {
  find(
    name: DigestName,
    realm: string,
    algorithm: DigestAlgorithm,
  ): DigestSecret | Promise<DigestSecret>
}

/** A place that judges bearer tokens. */
export interface TokenStore extends Store {
  /**
   * Whether a token looks like one of this store's, without asking anybody: `only-here` is shown to
   * no other store, `not-here` never to this one. Absent is the same as `perhaps`.
   */
  belongs?(token: Secret): 'only-here' | 'perhaps' | 'not-here'
  check(token: Secret): TokenCheck | Promise<TokenCheck>
}
