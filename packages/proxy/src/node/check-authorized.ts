import type { Accepted } from '@hopwise/auth'
import { Fault } from '@hopwise/journal'
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
  { exchange, client, engine }: Scene,
  { head, target }: ForwardRequest | TunnelRequest,
  accepted: Accepted,
  policy: Policy,
): undefined | Promise<undefined> {
  const question: Question = {
    identity: accepted,
    scheme: accepted.scheme,
    method: head.method,
    host: target.host,
    port: target.port,
    addresses: undefined,
    client: client.address,
    timeMs: exchange.timeMs,
  }
  const decided = policy.authorize(question)
  if (decided.kind !== 'addresses-needed') return apply(decided, exchange)
  return engine.resolver.addressesOf(target.host).then((addresses) => {
    exchange.addresses = addresses
    return apply(policy.authorize({ ...question, addresses }), exchange)
  })
}

function apply(decided: Authorization, exchange: Exchange): undefined {
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
