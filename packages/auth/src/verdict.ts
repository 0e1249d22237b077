import type { Secret } from './secret.ts'

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

/** A scheme's judgement of one request. */
export type Verdict =
  | { readonly kind: 'accepted'; readonly user: string; readonly scheme: string }
  | {
      readonly kind: 'refused'
      readonly reason: Refusal
      /** As claimed, for the journal. Never for the client. */
      readonly user?: string
      /** Only ever a registered name: people put passwords where the scheme belongs. */
      readonly scheme?: string
      /** What exactly is malformed, as a stable id or a position. Never a piece of the value. */
      readonly detail?: string
    }
  /** The store that knows could not be asked: neither yes nor no. */
  | { readonly kind: 'unavailable'; readonly store: string; readonly detail: string }

/** What a password store says of a user and a password. */
export type PasswordCheck =
  | { readonly kind: 'right'; readonly user: string }
  | { readonly kind: 'unknown-user' }
  | { readonly kind: 'wrong-password' }
  /** This and the next are said only to whoever gave the right password. */
  | { readonly kind: 'user-disabled' }
  | { readonly kind: 'user-expired' }
  | { readonly kind: 'unavailable'; readonly detail: string }

/** A place where users and passwords are kept. */
export interface PasswordStore {
  readonly name: string
  check(username: string, password: Secret): Promise<PasswordCheck>
  /**
   * A number that changes when any earlier answer may no longer hold (password changed, user disabled).
   * Asked on the hot path: cheap, synchronous.
   */
  version(): number
}

/** The serving side of authentication as the proxy uses it. */
export interface Authenticator {
  /** Field values for `Proxy-Authenticate`, in the order they are offered. */
  readonly challenges: readonly string[]
  /**
   * Judges the values of all `Proxy-Authorization` lines of one request.
   * Synchronous when a verified credential is remembered, so that the hot path does not wait.
   */
  authenticate(credentials: readonly string[]): Verdict | Promise<Verdict>
}
