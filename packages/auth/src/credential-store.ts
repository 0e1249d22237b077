import type { Identity } from './identity.ts'
import type { Secret } from './secret.ts'

/** Why an account is of no use, whoever asks. Said only to whoever proved to be its owner. */
export type AccountProblem = { readonly kind: 'user-disabled' } | { readonly kind: 'user-expired' }

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
  | ({ readonly kind: 'right' } & Identity)
  | { readonly kind: 'unknown-user' }
  | { readonly kind: 'wrong-password' }
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
    } & Identity)
  | { readonly kind: 'token-unknown' }
  | { readonly kind: 'token-expired'; readonly user?: string | undefined }
  | { readonly kind: 'token-revoked'; readonly user?: string | undefined }
  | {
      readonly kind: 'token-insufficient'
      readonly user?: string | undefined
      readonly scope: string
    }
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
  check(username: string, password: Secret): Promise<PasswordCheck>
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
  check(token: Secret): TokenCheck | Promise<TokenCheck>
}
