import { isIP } from 'node:net'
import type { Parent } from '../../core/parents/parent.ts'
import type { NextHop, NextHopPool } from '../next-hop-pool.ts'
import type { Resolver } from '../resolver.ts'

/**
 * A kept connection that says nothing may lead to where the parent was: its name has another address now, and
 * whoever has the old one is silent. Then it is ended, so that what can be sent again is.
 *
 * @returns what ends the watching
 */
export function watchForMove(
  { connection }: Pick<NextHop, 'connection'>,
  { address }: Pick<Parent, 'address'>,
  { resolver, pool }: Around,
  everyMs: number = SILENT_MS,
): () => void {
  if (isIP(address.host) !== 0) return () => {}
  const look = async (): Promise<void> => {
    const addresses = await resolver.addressesOf(address.host).catch(() => undefined)
    const { remoteAddress } = connection.socket
    // No answer is no news: names may be down where the parent is not.
    if (addresses === undefined || remoteAddress === undefined) return
    if (addresses.includes(remoteAddress)) return
    // The others lead to the same place, and each would be waited for.
    pool.closeIdle()
    connection.socket.destroy()
  }
  const timer = setInterval(() => void look(), everyMs).unref()
  return () => clearInterval(timer)
}

interface Around {
  readonly resolver: Pick<Resolver, 'addressesOf'>
  readonly pool: Pick<NextHopPool, 'closeIdle'>
}

/** Longer than most origins take; where one takes longer, and its parent moves meanwhile, a GET is sent twice. */
const SILENT_MS = 3_000
