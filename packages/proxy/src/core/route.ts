import { viaReceivedBy } from '@hopwise/http'
import type { ForwardRequest, TunnelRequest } from './receive.ts'

/** Where a request goes. */
export type Route =
  | { readonly kind: 'direct'; readonly host: string; readonly port: number }
  /** The origin that is the proxy itself. */
  | { readonly kind: 'own' }
  | { readonly kind: 'loop' }

/** The name under which the proxy answers through itself. `.internal` is reserved for private use (ICANN, 2024). */
export const OWN_ORIGIN = 'hopwise.internal'

export function chooseRoute(request: ForwardRequest | TunnelRequest, pseudonym: string): Route {
  // RFC 9110 §7.6.3: our own pseudonym in Via means that the message has been here.
  if (viaReceivedBy(request.head.fields).includes(pseudonym)) return { kind: 'loop' }
  const { host, port } = request.target
  if (request.kind === 'forward' && host === OWN_ORIGIN && port === 80) return { kind: 'own' }
  return { kind: 'direct', host, port }
}
