import type { AuthElement, Challenge } from '@hopwise/http'
import type { Asked } from './asked.ts'
import type { Flow } from './flow.ts'
import type { Secret } from './secret.ts'
import type { Refused, Verdict } from './verdict.ts'

/** What a serving scheme may ask for. */
export type ServerNeed =
  | 'check-password'
  | 'find-digest-secret'
  | 'check-token'
  | 'accept-context'
  | 'read-content'

export interface ServerScheme<K extends ServerNeed = ServerNeed> {
  readonly name: string
  /**
   * Whether the same field value gets the same verdict on any request of any connection for as long
   * as the store does not change. Only such verdicts are remembered.
   */
  readonly isReusable: boolean
  /** Whether who signed in stays signed in on that connection, for requests without credentials. */
  readonly bindsConnection?: boolean
  /** @param refusal this scheme's own, when that is why the client is asked again */
  challenges(refusal?: Refused): readonly Challenge[]
  verify(credentials: AuthElement, asked: Asked): Flow<Verdict, K>
}

/** What an asking scheme may ask for. */
export type ClientNeed = 'find-login' | 'find-token'

export interface ClientScheme<K extends ClientNeed = ClientNeed> {
  readonly name: string
  /** A client answers the strongest scheme that it can: see `choose.ts`. */
  readonly strength: number
  answer(challenge: Challenge): Flow<Answer, K>
}

/** What a client does about one challenge. */
export type Answer =
  /** `value` is the field value of `Proxy-Authorization` or `Authorization`. */
  | { readonly kind: 'answered'; readonly value: Secret }
  | { readonly kind: 'declined'; readonly reason: DeclineReason }

export type DeclineReason =
  | 'challenge-malformed'
  | 'login-missing'
  | 'token-missing'
  | 'token-malformed'
  | 'username-has-colon'
  | 'control-character'
  | 'text-malformed'
