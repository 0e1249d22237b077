import type { AuthElement, Challenge } from '@hopwise/http'
import type { Asked } from './asked.ts'
import type { Flow, Login, Needs } from './flow.ts'
import type { Secret } from './secret.ts'
import type { Tools } from './serve-settings.ts'
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
export type ClientNeed = 'find-login' | 'find-token' | 'initiate-context'

export interface ClientScheme<K extends ClientNeed = ClientNeed> {
  readonly name: string
  /** A client answers the strongest scheme that it can: see `choose.ts`. */
  readonly strength: number
  /** Whether all rounds, and what follows them, belong to one connection, which is then signed in. */
  readonly bindsConnection?: boolean
  /** Of several challenges of this scheme the one with the highest number is answered; 0 unless said. */
  preference?(challenge: Challenge): number
  answer(challenge: Challenge, requested: Requested): Flow<Answer, K>
  /**
   * Of a scheme that writes down a login and looks at nothing else: what it asks for and its answer,
   * without the flow around them. With every request that carries credentials unasked it is the same.
   */
  readonly ofLogin?: {
    question(challenge: Challenge): LoginQuestion
    answer(login: Login): Answer
  }
}

export type LoginQuestion = Needs['find-login']['ask'] & { readonly kind: 'find-login' }

/** The request that credentials are wanted for, as far as a scheme looks at it. */
export interface Requested {
  readonly method: string
  /** As it stands in the request line: Digest signs it. */
  readonly target: string
  /** Absent when there is none; `streamed` when it is not known before it is sent. */
  readonly content?: Uint8Array | 'streamed' | undefined
  readonly tools: Tools
  /** What the latest answer in this protection space left, if there was one. */
  readonly session?: Session | undefined
  /** Over TLS: `tls-server-end-point:` and the hash of the server's certificate (RFC 5929 §4). */
  readonly channelBinding?: Uint8Array | undefined
}

/**
 * What lasts from one answer to the next in one protection space. The caller owns it, keeps it for as
 * long as it likes, and forgets it when its credentials are refused. It changes with use, so that two
 * requests at once do not count as one.
 */
export interface Session {
  readonly scheme: string
  /** Credentials for a request that nobody has challenged yet. */
  answer(requested: Requested): Answer
}

/** Whether the other side has proved to know the secret, too: `absent` where it did not try. */
export type Confirmation = 'right' | 'wrong' | 'absent'

/** What a client does about one challenge. */
export type Answer = Answered | Declined

export interface Declined {
  readonly kind: 'declined'
  readonly reason: DeclineReason
  /** What else whoever runs the client should know. No secret is in it. */
  readonly detail?: string | undefined
}

export interface Answered {
  readonly kind: 'answered'
  /** The field value of `Proxy-Authorization` or `Authorization`. */
  readonly value: Secret
  /** For the requests that follow. Absent where a scheme needs a challenge each time. */
  readonly session?: Session | undefined
  /**
   * To be given the values of `Proxy-Authentication-Info` or `Authentication-Info` of the response, and
   * its content where all of it is there. The session learns from it what to go on with.
   */
  confirm?(info: readonly string[], content?: Uint8Array): Confirmation
}

export type DeclineReason =
  | 'challenge-malformed'
  | 'login-missing'
  | 'token-missing'
  | 'token-malformed'
  | 'ticket-missing'
  /** What the scheme needs of this machine is not installed. */
  | 'library-missing'
  /** A ticket was sent and not accepted. */
  | 'ticket-refused'
  /** A password was proved in several rounds and not accepted. */
  | 'login-refused'
  | 'username-has-colon'
  | 'control-character'
  | 'text-malformed'
  /** SOCKS: the user name is empty, or it or the password is longer than 255 octets. */
  | 'login-length'
  | 'algorithm-unknown'
  /** Known, and not to be answered: whoever made the scheme said so. */
  | 'algorithm-unwanted'
  | 'qop-missing'
  | 'qop-unknown'
  /** The content would have to be known before it is sent. */
  | 'content-streamed'
