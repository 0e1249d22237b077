import type { Authenticator } from '@hopwise/auth'
import type { Policy } from './authorize.ts'
import type { Routing } from './parents/routing.ts'
import { OPEN_POLICY } from './policy/policy.ts'

/**
 * Who is let in and what they may: what holds for whoever comes in by one listener. Replaced as a whole
 * when the configuration changes; an exchange keeps the one it began with.
 */
export interface Access {
  /** Destinations may want other proofs than the rest. */
  authenticatorFor(destination: Destination): Authenticator
  /** Whether that takes what the destination's name resolves to. Absent: never. */
  needsAddresses?(destination: Destination): boolean
  readonly policy: Policy
  /** Which requests go through parent proxies; absent where none does. */
  readonly routing?: Routing | undefined
}

export interface Destination {
  readonly host: string
  readonly port: number
  /** What the host resolves to; absent where nobody has asked, or where it does not. */
  readonly addresses?: readonly string[] | undefined
}

/** The same proofs for every destination. */
export function openAccess(authenticator: Authenticator, policy: Policy = OPEN_POLICY): Access {
  return { authenticatorFor: () => authenticator, policy }
}
