import type { Socket } from 'node:net'
import {
  connectionOptions,
  field,
  formatResponseHead,
  NO_FIELDS,
  type ResponseHead,
} from '@hopwise/http'
import { Fault } from '@hopwise/journal'
import type { TunnelRequest } from '../core/receive.ts'
import { returnableHead } from '../core/returnable.ts'
import { BulkRead } from './bulk-read.ts'
import type { Afterwards } from './client-connection.ts'
import { type JoinEnd, Tunnel } from './join-sockets.ts'
import type { NextHop } from './next-hop-pool.ts'
import { reach } from './reach.ts'
import type { Scene } from './refuse.ts'

/** CONNECT: reaches the target, says so, and from then on passes octets (RFC 9110 §9.3.6). */
export async function openTunnel(
  scene: Scene,
  request: TunnelRequest,
  user: string,
  reaching: Reaching = reachTarget,
): Promise<Afterwards> {
  const { exchange, client, engine } = scene
  if (engine.isDraining) throw new Fault('DRAINING', 'this proxy is stopping')
  checkTunnelLimit(scene)
  // Counted before it is there: requests that come at one time must not all find room.
  engine.tunnels.add(user)
  engine.opening.add(client)
  let reached: Reached
  try {
    reached = await reaching(scene, request)
    if (client.connection.state === 'broken') {
      reached.socket.destroy()
      throw new Fault('CLIENT_GONE', 'the client closed before the tunnel was open')
    }
  } catch (error) {
    engine.tunnels.remove(user)
    throw error
  } finally {
    engine.opening.delete(client)
  }
  exchange.enter('relay', performance.now())
  // RFC 9110 §9.3.6: no Content-Length, no Transfer-Encoding.
  const head = formatResponseHead(200, 'Connection established', [
    field('Proxy-Status', engine.name),
    ...exchange.authenticationFields,
  ])
  client.connection.put(head)
  client.connection.flush()
  return handOver(scene, 200, reached.socket, reached.read)
}

/** What a tunnel leads to, and what it has said already or how to get at it. */
export interface Reached {
  readonly socket: Socket
  readonly read: BulkRead | readonly Uint8Array[]
}

export type Reaching = (scene: Scene, request: TunnelRequest) => Promise<Reached>

async function reachTarget(
  { exchange, engine }: Scene,
  { target }: TunnelRequest,
): Promise<Reached> {
  const read = new BulkRead()
  const socket = await reach(target.host, target.port, exchange, engine, read)
  return { socket, read }
}

/** Bounds what one user can hold open. */
export function checkTunnelLimit({ exchange, engine }: Scene): void {
  if (engine.tunnels.countOf(exchange.user ?? '') < engine.limits.tunnelsPerUserMax) return
  throw new Fault('TUNNEL_LIMIT', 'this user has as many tunnels open as are allowed')
}

/** 101: what `Connection` said is done, and the rest of the connection is the new protocol's. */
export function relayUpgrade(scene: Scene, nextHop: NextHop, head: ResponseHead): Afterwards {
  const { client, exchange, engine } = scene
  if (client.connection.state === 'broken') {
    throw new Fault('CLIENT_GONE', 'the client closed before protocols were switched')
  }
  if (nextHop.connection.state === 'broken') {
    throw new Fault('NEXT_HOP_CLOSED', `${nextHop.address} closed after it had switched protocols`)
  }
  const returning = { framing: { kind: 'none' }, close: false, added: NO_FIELDS } as const
  const options = connectionOptions(head.fields)
  client.connection.put(returnableHead(head, options, returning, engine.name, Date.now()))
  client.connection.flush()
  engine.tunnels.add(exchange.user ?? '')
  const fromNextHop = nextHop.connection.detach()
  return handOver(scene, 101, nextHop.connection.socket, fromNextHop)
}

/** Joins the two sockets and lets go of everything but what the journal will need. */
function handOver(
  scene: Scene,
  status: number,
  nextHop: Socket,
  fromNextHop: BulkRead | readonly Uint8Array[],
): Afterwards {
  const { exchange, client, engine } = scene
  const { connection } = client
  const tally = { sent: connection.sentBytes - exchange.sentBefore, user: exchange.user ?? '' }
  exchange.headIsOut = true
  const sides = {
    client: connection.socket,
    nextHop,
    fromClient: connection.detach(),
    fromNextHop,
  }
  const { tunnelIdleTimeoutMs } = engine.limits
  const joined = new Tunnel(sides, engine.deadlines, tunnelIdleTimeoutMs, (end, tunnel) => {
    engine.joined.delete(tunnel)
    engine.tunnels.remove(tally.user)
    settle(end)
  })
  engine.joined.add(joined)
  joined.start(sides)
  return 'handed-over'

  function settle(end: JoinEnd): void {
    exchange.fromClientBytes += end.fromClientBytes
    exchange.toClientBytes = tally.sent + end.toClientBytes
    if (end.kind === 'idle') exchange.fault = new Fault('RELAY_IDLE', 'nothing moved in the tunnel')
    engine.record(exchange.entry('tunnelled', status, performance.now()))
  }
}
