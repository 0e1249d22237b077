import type { ParsedChallenges } from '@hopwise/http'
import type { PassedOver } from '../choose.ts'
import type { Secret } from '../secret.ts'

/** What to do about a 401 or 407. */
export type Step = Send | GiveUp | Wait

/** Repeat the request with these credentials. */
export interface Send {
  readonly kind: 'send'
  /** The field value of `Proxy-Authorization` or `Authorization`. Only for whom the asker is for. */
  readonly value: Secret
  readonly scheme: string
  readonly connection: Connection
  /** The other challenges, and why they were not answered. */
  readonly passedOver: readonly Unanswered[]
}

/**
 * Which connection the repeated request may go out on.
 *
 * `any`: each request is judged by itself.
 *
 * `hold`: a handshake begins. Any connection that nobody else uses, the one of the challenge or a
 * fresh one; what comes next must go out on that same connection.
 *
 * `same`: a handshake goes on. Only the connection that the challenge came by; if that is closed, say
 * `Attempt.connectionLost()` and repeat the request without credentials on a fresh one.
 */
export type Connection = 'any' | 'hold' | 'same'

/** The 401 or 407 is the end of it. */
export interface GiveUp {
  readonly kind: 'give-up'
  readonly reason: GiveUpReason
  readonly offered: ParsedChallenges
  readonly passedOver: readonly Unanswered[]
  /**
   * Credentials were kept back because they are in doubt. A CONNECT to this target, which they were good
   * for before, tells whether they are still right: when it has been answered, this can be asked again.
   */
  readonly recheck?: string | undefined
}

export type GiveUpReason =
  /** No challenge came with it, so there is nothing that could be answered (invariant: no credentials then). */
  | 'challenge-missing'
  /** None of the challenges can be read. */
  | 'challenge-malformed'
  /** No scheme in common, or nothing to answer with: `passedOver` says which. */
  | 'unanswerable'
  /** Credentials were sent, now or earlier, and refused; there are no others. */
  | 'refused'
  /**
   * Credentials that were accepted before have been refused since: for this request, or for others just
   * before it. They may be right and not allowed to do this, or not right any more.
   */
  | 'refused-since'
  /** The other side goes on asking. */
  | 'too-many-rounds'

/** A secret that nobody has accepted yet is being tried by another request: ask again after that. */
export interface Wait {
  readonly kind: 'wait'
  /** Never rejects. */
  readonly until: Promise<void>
}

/** A challenge that was not answered, and why. */
export interface Unanswered {
  readonly scheme: string
  readonly reason: PassedOver['reason'] | 'secret-refused'
  /** What else there is to say about it, for whoever runs the client. No secret is in it. */
  readonly detail?: string | undefined
}

/** What to send before anybody has asked. */
export type Opening =
  | { readonly kind: 'bare' }
  | Pick<Send, 'kind' | 'value' | 'scheme' | 'connection'>
