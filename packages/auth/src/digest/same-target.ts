import { parseTarget } from '@hopwise/http'

/**
 * Whether the parameter `uri` names what the request line asks for (RFC 7616 §3.4, §3.4.6).
 *
 * The RFC asks for the effective request URI, which is what Java and urllib send to a proxy; curl,
 * git and Chromium send path and query of it, and both are this one resource to the proxy that was
 * sent the request. For CONNECT it is `host:port`. Everything else is another resource, also what
 * would be the same after percent-decoding: who signs `/%61` and asks for `/a` is not one client.
 */
export function isSameTarget(uri: string, method: string, target: string): boolean {
  if (uri === target || isPathOf(uri, target)) return true
  const asked = parseTarget(method, target)
  const signed = parseTarget(method, uri)
  switch (asked.form) {
    case 'absolute':
      if (signed.form === 'origin') return signed.path === asked.path
      // OPTIONS with nothing after the authority goes on as `*` (RFC 9112 §3.2.4).
      if (signed.form === 'asterisk') return asked.isBare
      return (
        signed.form === 'absolute' &&
        signed.scheme === asked.scheme &&
        signed.host === asked.host &&
        signed.port === asked.port &&
        signed.path === asked.path
      )
    case 'authority':
      return signed.form === 'authority' && signed.host === asked.host && signed.port === asked.port
    case 'origin':
    case 'asterisk':
    case 'malformed':
      return false
    default:
      return asked satisfies never
  }
}

/** The usual answer, without taking both apart: all of an absolute target that is behind its authority. */
function isPathOf(uri: string, target: string): boolean {
  const start = target.length - uri.length
  const slashes = target.indexOf('://')
  if (slashes < 1 || target.indexOf('/', slashes + 3) !== start || !target.endsWith(uri))
    return false
  const query = target.indexOf('?')
  return query < 0 || query > start
}
