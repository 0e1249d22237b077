import { responseHeadReader } from '@hopwise/http'
import type { ForwardRequest } from '../core/receive.ts'
import { ReturnableHeads } from '../core/returnable.ts'
import { BulkRead } from './bulk-read.ts'
import { Connection } from './connection.ts'
import type { Engine } from './engine.ts'
import type { Exchange } from './exchange.ts'
import type { NextHop } from './next-hop-pool.ts'
import { reach } from './reach.ts'
import type { Scene } from './refuse.ts'

/**
 * Which connection will do.
 * - `any`: a kept one, whatever its age: the request can be repeated
 * - `just-used`: a kept one that the origin can hardly have given up yet: the request cannot be repeated
 * - `fresh`: a new one
 */
export type Wanted = 'any' | 'just-used' | 'fresh'

/** A kept connection is there at once; a new one takes its time. */
export function connectNextHop(
  { exchange, client, engine }: Scene,
  { target, origin }: ForwardRequest,
  wanted: Wanted,
): NextHop | Promise<NextHop> {
  // A kept connection may lead to where who asks may not.
  if (exchange.unresolved !== undefined) throw exchange.unresolved
  const nowMs = performance.now()
  const key = keyOf(origin, exchange)
  const kept =
    wanted === 'fresh'
      ? undefined
      : (client.takePinned(key) ?? engine.pool.take(key, nowMs, AGE_MAX_MS[wanted]))
  exchange.reused = kept !== undefined
  if (kept === undefined) return openNextHop(target, key, exchange, engine)
  // A new connection is still `route` until its name is known; `reach` says when.
  exchange.enter('connect', nowMs)
  kept.exchanges++
  exchange.nextHop = kept.address
  return kept
}

/**
 * What kept connections are shared by. Where a rule asked for the addresses, or opened private ones, a
 * connection is good only for exchanges of which the same was found: it may lead where others may not.
 */
function keyOf(origin: string, { addresses, allowPrivate }: Exchange): string {
  if (addresses === undefined && allowPrivate !== true) return origin
  return `${origin} ${[...(addresses ?? [])].sort()} ${allowPrivate === true ? 'opened' : ''}`
}

async function openNextHop(
  { host, port }: ForwardRequest['target'],
  key: string,
  exchange: Exchange,
  engine: Engine,
): Promise<NextHop> {
  const read = new BulkRead()
  const socket = await reach(host, port, exchange, engine, read)
  const connection = new Connection(socket, engine.deadlines, read)
  return nextHopOn(connection, key, exchange.nextHop ?? key, engine)
}

/** A connection that is about to carry its first exchange. */
export function nextHopOn(
  connection: Connection,
  key: string,
  address: string,
  { limits, name }: Engine,
): NextHop {
  const [reader, heads] = [responseHeadReader(limits), new ReturnableHeads(name)]
  return {
    connection,
    key,
    address,
    exchanges: 1,
    isBound: false,
    reader,
    heads,
    idleSinceMs: 0,
    forsaken: undefined,
    stirred: undefined,
  }
}

/** The shortest keep-alive in common servers' defaults is 5 s; a second leaves room for the way there. */
export const AGE_MAX_MS = { any: Number.POSITIVE_INFINITY, 'just-used': 1_000 } as const
