import type { Identity } from '@hopwise/auth'
import { viaReceivedBy } from '@hopwise/http'
import { hasLoopedThrough } from './parents/loop.ts'
import type { ParentChain, Routing } from './parents/routing.ts'
import type { ScriptedWay } from './parents/way-script.ts'
import type { ForwardRequest, TunnelRequest } from './receive.ts'

/** Where a request goes. */
export type Route =
  | { readonly kind: 'direct'; readonly host: string; readonly port: number }
  | { readonly kind: 'parent'; readonly chain: ParentChain }
  /** Somebody has to be asked first. */
  | { readonly kind: 'script'; readonly way: ScriptedWay }
  /** The origin that is the proxy itself. */
  | { readonly kind: 'own' }
  | { readonly kind: 'loop' }

/** The name under which the proxy answers through itself. `.internal` is reserved for private use (ICANN, 2024). */
export const OWN_ORIGIN = 'hopwise.internal'

/**
 * @param routing absent where every request goes to its origin
 * @param identity who sent the request: parents may be some users' only
 */
export function chooseRoute(
  request: ForwardRequest | TunnelRequest,
  pseudonym: string,
  routing: Routing | undefined,
  identity: Identity,
): Route {
  // RFC 9110 §7.6.3: our own pseudonym in Via means that the message has been here.
  if (viaReceivedBy(request.head.fields).includes(pseudonym)) return { kind: 'loop' }
  const { host, port } = request.target
  if (request.kind === 'forward' && host === OWN_ORIGIN && port === 80) return { kind: 'own' }
  const way = routing?.choose(request.target, identity) ?? 'direct'
  if (way === 'direct') return { kind: 'direct', host, port }
  // It matters here only: a request that goes to its origin from here does not come back.
  if (hasLoopedThrough(request.head.fields, pseudonym)) return { kind: 'loop' }
  return 'script' in way ? { kind: 'script', way } : { kind: 'parent', chain: way }
}
