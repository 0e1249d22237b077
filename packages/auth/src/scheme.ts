import type { AuthElement, Challenge } from '@hopwise/http'
import type { Flow } from './flow.ts'
import type { Secret } from './secret.ts'
import type { Verdict } from './verdict.ts'

/** What there is to know about one auth scheme (RFC 9110 §11.1), on both sides. */
export interface Scheme {
  /** In lower case. */
  readonly name: string
  readonly client: ClientScheme
  /** @throws {RangeError} when a challenge cannot carry the realm */
  serve(realm: string): ServerScheme
}

export interface ServerScheme {
  readonly name: string
  readonly challenge: Challenge
  verify(credentials: AuthElement): Flow<Verdict, 'check-password'>
}

export interface ClientScheme {
  readonly name: string
  /** A client answers the strongest scheme that it can: see `choose.ts`. */
  readonly strength: number
  answer(challenge: Challenge): Flow<Answer, 'find-login'>
}

/** What a client does about one challenge. */
export type Answer =
  /** `value` is the field value of `Proxy-Authorization` or `Authorization`. */
  | { readonly kind: 'answered'; readonly value: Secret }
  | { readonly kind: 'declined'; readonly reason: DeclineReason }

export type DeclineReason =
  | 'challenge-malformed'
  | 'login-missing'
  | 'username-has-colon'
  | 'control-character'
  | 'text-malformed'
