import type { Accepted } from '@hopwise/auth'
import { Fault } from '@hopwise/journal'
import type { Destination } from '../core/access.ts'
import type { Authorization, Policy, Question } from '../core/authorize.ts'
import type { ForwardRequest, TunnelRequest } from '../core/receive.ts'
import type { Exchange } from './exchange.ts'
import type { Scene } from './refuse.ts'

/**
 * Asks the policy, twice at most: a rule about addresses needs the name resolved, and what it resolved
 * to is what will be dialled (invariant 6). Waits only then.
 *
 * @throws {Fault} when the request is forbidden, now or through the promise
 */
export function checkAuthorized(
  { exchange, engine }: Scene,
  { head, target }: ForwardRequest | TunnelRequest,
  accepted: Accepted,
  policy: Policy,
): undefined | Promise<undefined> {
  const question = questionOf(head.method, target, accepted, exchange)
  const decided = policy.authorize(question)
  if (decided.kind !== 'addresses-needed') return applyAuthorization(decided, exchange)
  if (exchange.unresolved !== undefined) throw exchange.unresolved
  return engine.resolver.addressesOf(target.host).then((addresses) => {
    exchange.addresses = addresses
    return applyAuthorization(policy.authorize({ ...question, addresses }), exchange)
  })
}

/** What the policy is asked about an exchange; the client's address is the one its journal has. */
export function questionOf(
  method: string,
  { host, port }: Destination,
  accepted: Accepted,
  { client, timeMs, addresses }: Exchange,
): Question {
  const { scheme } = accepted
  return { identity: accepted, scheme, method, host, port, addresses, client, timeMs }
}

/**
 * Notes what was decided.
 *
 * @throws {Fault} when the request is forbidden
 */
export function applyAuthorization(decided: Authorization, exchange: Exchange): undefined {
  if (decided.kind === 'addresses-needed') {
    throw new TypeError('a policy asks for addresses that it has been given')
  }
  exchange.rule = decided.rule
  exchange.wouldRefuse = decided.wouldRefuse
  if (decided.kind === 'forbidden') {
    exchange.forOperator = decided.forOperator
    throw new Fault(decided.fault, decided.reason)
  }
  exchange.allowPrivate = decided.allowPrivate
  return undefined
}
