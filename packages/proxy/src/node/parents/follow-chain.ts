import { orderParents } from '../../core/parents/order-parents.ts'
import type { Parent } from '../../core/parents/parent.ts'
import type { ParentChain } from '../../core/parents/routing.ts'
import type { ForwardRequest, TunnelRequest } from '../../core/receive.ts'
import type { Afterwards } from '../client-connection.ts'
import { forward } from '../forward.ts'
import type { Scene } from '../refuse.ts'
import { openTunnel } from '../tunnel.ts'
import { checkNamed } from './check-named.ts'
import { forwardVia } from './forward-via.ts'
import { ParentDown } from './parent-down.ts'
import { tunnelVia } from './tunnel-via.ts'

/**
 * Sends a request through the first parent that does its part, or to the origin where that may stand
 * in. A parent that fails gives way to the next only as long as the request can still be sent.
 */
export async function followChain(
  scene: Scene,
  request: ForwardRequest | TunnelRequest,
  chain: ParentChain,
): Promise<Afterwards> {
  await checkNamed(scene, request)
  const order = orderParents(chain, performance.now(), Math.random)
  const tries = order.map((hop) => () => ask(hop, scene, request))
  try {
    return await firstUp(tries)
  } finally {
    // What was held for sending it again.
    scene.exchange.content?.release()
  }
}

async function firstUp(tries: readonly (() => Promise<Afterwards>)[]): Promise<Afterwards> {
  let last: ParentDown | undefined
  for (const attempt of tries) {
    try {
      return await attempt()
    } catch (error) {
      if (!(error instanceof ParentDown)) throw error
      last = error
    }
  }
  if (last === undefined) throw new TypeError('a chain of no parents')
  throw last.fault
}

function ask(
  hop: Parent | 'direct',
  scene: Scene,
  request: ForwardRequest | TunnelRequest,
): Promise<Afterwards> {
  const { exchange } = scene
  exchange.route = hop === 'direct' ? 'direct' : 'parent'
  exchange.parent = hop === 'direct' ? undefined : hop.name
  exchange.nextHop = undefined
  exchange.passesCredentials = hop !== 'direct' && hop.credentials.kind === 'pass-through'
  const user = exchange.user ?? ''
  if (hop === 'direct') {
    return request.kind === 'tunnel' ? openTunnel(scene, request, user) : forward(scene, request)
  }
  if (request.kind === 'tunnel') return tunnelVia(scene, request, user, hop)
  return forward(scene, request, (_, counted) => forwardVia(scene, counted, hop))
}
