import { formatAuthority } from '@hopwise/http'
import { Fault } from '@hopwise/journal'
import type { Parent } from '../../core/parents/parent.ts'
import { BulkRead } from '../bulk-read.ts'
import { Connection } from '../connection.ts'
import type { Engine } from '../engine.ts'
import type { Exchange } from '../exchange.ts'
import { dialCounted } from '../reach.ts'
import { ParentDown } from './parent-down.ts'
import { secure } from './secure.ts'

/**
 * A new connection to a parent, with TLS where it is behind TLS. The egress guard is not asked about
 * the parent's address: whoever configured it has decided. Only ourselves it must not be.
 *
 * @throws {ParentDown} through the promise, when it cannot be reached
 */
export async function openParent(
  parent: Parent,
  exchange: Exchange,
  engine: Engine,
): Promise<Connection> {
  checkLimits(parent, engine)
  engine.parents.used(parent)
  try {
    return await connectTo(parent, engine, exchange)
  } catch (error) {
    if (!(error instanceof Fault) || error.code === 'ROUTE_LOOP') throw error
    if (error.code === 'NEXT_HOP_LIMIT') throw error
    engine.parents.failed(parent, error.detail)
    throw new ParentDown(asParents(error, parent))
  }
}

/**
 * The same for who only wants to know whether it is there: nothing is noted of it, and no bound of its
 * own counts.
 *
 * @param exchange the one that it is for
 * @throws {Fault} through the promise, the dialling's own
 */
export async function connectTo(
  parent: Parent,
  engine: Engine,
  exchange?: Exchange,
): Promise<Connection> {
  parent.open++
  const left = (): void => {
    parent.open--
  }
  try {
    const connection = await connect(parent, engine, exchange)
    connection.socket.once('close', left)
    return connection
  } catch (error) {
    left()
    throw error
  }
}

function checkLimits({ open, connectionsMax, label, key }: Parent, { pool }: Engine): void {
  if (open < connectionsMax) return
  // One that nobody uses makes room.
  const idle = pool.take(key, performance.now(), Number.POSITIVE_INFINITY)
  idle?.connection.destroy()
  if (idle !== undefined) return
  const detail = `all ${connectionsMax} connections to the parent proxy ${label} are in use`
  throw new Fault('NEXT_HOP_LIMIT', detail)
}

async function connect(
  parent: Parent,
  engine: Engine,
  exchange: Exchange | undefined,
): Promise<Connection> {
  const { host, port, scheme } = parent.address
  const addresses = await engine.resolver.addressesOf(host)
  if (addresses.some((address) => engine.listeners.has(address, port))) {
    throw new Fault('ROUTE_LOOP', `the parent proxy ${parent.label} is this proxy itself`)
  }
  if (!engine.pool.admit()) {
    throw new Fault('NEXT_HOP_LIMIT', 'all connections to next hops are in use')
  }
  exchange?.enter('connect', performance.now())
  const read = scheme === 'https' ? undefined : new BulkRead()
  const socket = await dialCounted(addresses, port, engine, read)
  if (exchange !== undefined) exchange.nextHop = formatAuthority(socket.remoteAddress ?? host, port)
  if (scheme !== 'https') return new Connection(socket, engine.deadlines, read)
  const secured = await secure(socket, parent, engine.limits.connectTimeoutMs)
  // The pool takes its listener off the socket that it knows.
  socket.off('close', engine.pool.left)
  secured.on('close', engine.pool.left)
  return new Connection(secured, engine.deadlines)
}

function asParents(fault: Fault, parent: Parent): Fault {
  if (fault.code === 'PARENT_TLS_FAILED') return fault
  const detail = `the parent proxy ${parent.label} cannot be reached: ${fault.detail}`
  return new Fault('PARENT_UNREACHABLE', detail, { cause: fault })
}
