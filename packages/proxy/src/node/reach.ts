import type { Socket } from 'node:net'
import { formatAuthority } from '@hopwise/http'
import { Fault } from '@hopwise/journal'
import type { Destination } from '../core/access.ts'
import { decideEgress, egressFor } from '../core/egress.ts'
import type { BulkRead } from './bulk-read.ts'
import { dial } from './dial.ts'
import type { Engine } from './engine.ts'
import type { Exchange } from './exchange.ts'

/** Name to socket: resolved once, every address classified, the classified ones dialled (invariant 6). */
export async function reach(
  host: string,
  port: number,
  exchange: Exchange,
  engine: Engine,
  read?: BulkRead,
): Promise<Socket> {
  if (exchange.unresolved !== undefined) throw exchange.unresolved
  // A rule may have asked for them already.
  const addresses = exchange.addresses ?? (await engine.resolver.addressesOf(host))
  const dialable = checkReachable({ host, port }, addresses, exchange, engine)
  if (!engine.pool.admit()) {
    throw new Fault('NEXT_HOP_LIMIT', 'all connections to next hops are in use')
  }
  exchange.enter('connect', performance.now())
  const socket = await dialCounted(dialable, port, engine, read)
  // With one address there is no question which it was, and asking the system has a price.
  const [only] = dialable
  const dialled = dialable.length === 1 ? only : socket.remoteAddress
  exchange.nextHop = formatAuthority(dialled ?? host, port)
  return socket
}

/**
 * Which of a host's addresses may be dialled.
 *
 * @throws {Fault} when the egress guard says no, or it would be ourselves
 */
export function checkReachable(
  { host, port }: Destination,
  addresses: readonly string[],
  exchange: Exchange,
  { egress, listeners }: Pick<Engine, 'egress' | 'listeners'>,
): readonly string[] {
  const decided = decideEgress(addresses, egressFor(egress, exchange.allowPrivate))
  if (decided.kind === 'forbidden') {
    const where = host === decided.address ? decided.address : `${host} (${decided.address})`
    throw new Fault('DESTINATION_FORBIDDEN', `${where} is a ${decided.addressClass} address`)
  }
  if (addresses.some((address) => listeners.has(address, port))) {
    throw new Fault('ROUTE_LOOP', `${formatAuthority(host, port)} is this proxy itself`)
  }
  return decided.addresses
}

/** Dials, and counts the connection for as long as it lasts. It has been admitted. */
export async function dialCounted(
  addresses: readonly string[],
  port: number,
  { pool, limits, dialled }: Engine,
  read?: BulkRead,
): Promise<Socket> {
  try {
    const socket = await dial(addresses, port, limits.connectTimeoutMs, read)
    socket.on('close', pool.left)
    dialled.add(socket)
    return socket
  } catch (error) {
    pool.left()
    throw error
  }
}
