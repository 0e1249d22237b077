import type { Parent } from '../../core/parents/parent.ts'
import { ReturnableHeads } from '../../core/returnable.ts'
import { AGE_MAX_MS, nextHopOn, type Wanted } from '../connect-next-hop.ts'
import type { Connection } from '../connection.ts'
import type { NextHop } from '../next-hop-pool.ts'
import type { Scene } from '../refuse.ts'

/**
 * A connection of this client's own, a kept one, or a new one.
 *
 * @param key what kept connections are shared by
 * @param open makes a new one
 */
export async function connectParent(
  { client, engine, exchange }: Scene,
  parent: Parent,
  key: string,
  wanted: Wanted,
  open: () => Promise<Connection>,
): Promise<NextHop> {
  const nowMs = performance.now()
  const kept =
    wanted === 'fresh'
      ? undefined
      : (client.takePinned(key) ?? engine.pool.take(key, nowMs, AGE_MAX_MS[wanted]))
  exchange.reused = kept !== undefined
  if (kept !== undefined) {
    exchange.enter('connect', nowMs)
    kept.exchanges++
    exchange.nextHop = kept.address
    return kept
  }
  const connection = await open()
  const nextHop = nextHopOn(connection, key, exchange.nextHop ?? key, engine)
  const knowsClient = parent.credentials.kind === 'pass-through'
  const heads = new ReturnableHeads(engine.name, { name: parent.name, knowsClient })
  return { ...nextHop, heads }
}
