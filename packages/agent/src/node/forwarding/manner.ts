import { hasField, type RequestHead, valuesOf } from '@hopwise/http'
import type { Destination } from '../../core/no-proxy.ts'
import type { Hop } from '../hop.ts'

/** How a request is passed on that a program has written. */
export type Manner =
  /** In absolute-form, with credentials. */
  | 'forwarded'
  /** The program asks the proxy for a tunnel. */
  | 'tunnel'
  /** RFC 6455 §4.1: through a tunnel with plain http, too, since proxies take its Upgrade off. */
  | 'websocket'
  /** The program asks the proxy with credentials of its own, and here nobody has any: as it came. */
  | 'left-alone'

export function mannerOf(
  head: RequestHead,
  hop: Hop,
  origin: Destination,
): Manner | Promise<Manner> {
  const usual = mannerByWords(head)
  if (!hasField(head.fields, 'proxy-authorization') || !hop.isAt(origin)) return usual
  return hasCredentials(hop).then((has) => (has ? usual : 'left-alone'))
}

function mannerByWords({ method, target, fields }: RequestHead): Manner {
  if (method === 'CONNECT') return 'tunnel'
  if (!target.startsWith('/')) return 'forwarded'
  const wants = valuesOf(fields, 'upgrade')
    .join()
    .toLowerCase()
    .split(/[\s,]+/)
  return wants.includes('websocket') ? 'websocket' : 'forwarded'
}

async function hasCredentials({ answers }: Hop): Promise<boolean> {
  if (await answers['find-login']({ scheme: 'basic', realm: undefined })) return true
  const token = { realm: undefined, scope: undefined, refusal: undefined }
  return (await answers['find-token'](token)) !== undefined
}
