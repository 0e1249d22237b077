import type { Challenge } from '@hopwise/http'
import type { Answered, ClientScheme } from '../scheme.ts'

/** The latest credentials that were sent, and what they came from. */
export interface Sent {
  readonly client: ClientScheme
  readonly challenge: Challenge
  readonly answer: Answered
  readonly version: string | undefined
  /** Whether a no would be one to a secret, and not to the beginning of a handshake. */
  readonly isProof: boolean
  /** Sent before this request was challenged. */
  readonly isPreemptive: boolean
}
