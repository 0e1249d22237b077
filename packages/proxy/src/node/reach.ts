import type { Socket } from 'node:net'
import { formatAuthority } from '@hopwise/http'
import { Fault } from '@hopwise/journal'
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
  // A rule may have asked for them already.
  const addresses = exchange.addresses ?? (await engine.resolver.addressesOf(host))
  const egress = decideEgress(addresses, egressFor(engine.egress, exchange.allowPrivate))
  if (egress.kind === 'forbidden') {
    const where = host === egress.address ? egress.address : `${host} (${egress.address})`
    throw new Fault('DESTINATION_FORBIDDEN', `${where} is a ${egress.addressClass} address`)
  }
  if (addresses.some((address) => engine.listeners.has(address, port))) {
    throw new Fault('ROUTE_LOOP', `${formatAuthority(host, port)} is this proxy itself`)
  }
  if (!engine.pool.admit()) {
    throw new Fault('NEXT_HOP_LIMIT', 'all connections to next hops are in use')
  }
  exchange.enter('connect', performance.now())
  const socket = await dialCounted(egress.addresses, port, engine, read)
  // With one address there is no question which it was, and asking the system has a price.
  const [only] = egress.addresses
  const dialled = egress.addresses.length === 1 ? only : socket.remoteAddress
  exchange.nextHop = formatAuthority(dialled ?? host, port)
  return socket
}

async function dialCounted(
  addresses: readonly string[],
  port: number,
  { pool, limits }: Engine,
  read?: BulkRead,
): Promise<Socket> {
  try {
    const socket = await dial(addresses, port, limits.connectTimeoutMs, read)
    socket.on('close', pool.left)
    return socket
  } catch (error) {
    pool.left()
    throw error
  }
}
