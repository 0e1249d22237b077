import { Fault } from '@hopwise/journal'
import { namedAddresses } from '../../core/parents/named-addresses.ts'
import type { Request } from '../../core/receive.ts'
import { checkReachable } from '../reach.ts'
import type { Scene } from '../refuse.ts'

/**
 * The egress guard for a request that goes to a parent: names are the parent's to resolve, so what is
 * classified is what the destination says of itself, and what a rule has asked for before (decision
 * 0075). Waits only for a resolver that reads a number.
 *
 * @throws {Fault} through the promise, when the destination is forbidden or would be ourselves
 */
export async function checkNamed(
  { exchange, engine }: Scene,
  { target }: Extract<Request, { kind: 'forward' | 'tunnel' }>,
): Promise<void> {
  const { host } = target
  if (exchange.addresses !== undefined) {
    checkReachable(target, exchange.addresses, exchange, engine)
    return
  }
  const kind = namedAddresses(host)
  if (kind === 'name') return
  const addresses = kind === 'loopback' ? LOOPBACK : await engine.resolver.addressesOf(host)
  try {
    checkReachable(target, addresses, exchange, engine)
  } catch (error) {
    // `localhost` is the parent's machine: that we listen on that port of ours means nothing there.
    const isElsewhere = kind === 'loopback' && error instanceof Fault && error.code === 'ROUTE_LOOP'
    if (!isElsewhere) throw error
  }
}

const LOOPBACK: readonly string[] = ['127.0.0.1']
