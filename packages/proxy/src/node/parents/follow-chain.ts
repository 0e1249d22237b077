import { Fault, type FaultCode } from '@hopwise/journal'
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
  const order = orderParents(chain, performance.now(), Math.random)
  try {
    return await followHops(scene, request, order)
  } catch (error) {
    const isStandIn = chain.orDirect && scene.exchange.route === 'direct'
    const fault = isStandIn ? unreached(error) : undefined
    throw fault === undefined ? error : inPlaceOfParents(fault)
  }
}

/** Where only the parents lead out, the origin's silence is theirs. */
function inPlaceOfParents(fault: Fault): Fault {
  const detail = `${fault.detail}; it was asked directly, because no parent proxy can be reached`
  return new Fault(fault.code, detail, { cause: fault })
}

/** The same for hops whose order is known. */
export async function followHops(
  scene: Scene,
  request: ForwardRequest | TunnelRequest,
  hops: readonly (Parent | 'direct')[],
): Promise<Afterwards> {
  // Who goes to the origin classifies what is dialled.
  if (hops.some((hop) => hop !== 'direct')) await checkNamed(scene, request)
  try {
    return await firstUp(hops.map((hop) => () => ask(hop, scene, request)))
  } finally {
    // What was held for sending it again.
    scene.exchange.content?.release()
  }
}

async function firstUp(tries: readonly (() => Promise<Afterwards>)[]): Promise<Afterwards> {
  let last: Fault | undefined
  for (const attempt of tries) {
    try {
      return await attempt()
    } catch (error) {
      last = unreached(error)
      if (last === undefined) throw error
    }
  }
  throw last ?? new TypeError('a chain of no parents')
}

/** What was thrown before anything was sent that could not be sent again: another hop may be asked. */
function unreached(error: unknown): Fault | undefined {
  if (error instanceof ParentDown) return error.fault
  return error instanceof Fault && UNREACHED.has(error.code) ? error : undefined
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

/** Of an origin that was asked itself; parents have faults of their own. */
const UNREACHED: ReadonlySet<FaultCode> = new Set([
  'NAME_NOT_RESOLVED',
  'NAME_TIMEOUT',
  'CONNECT_REFUSED',
  'CONNECT_UNREACHABLE',
  'CONNECT_TIMEOUT',
] satisfies FaultCode[])
