import { type Fields, parseAuthority, valuesOf } from '@hopwise/http'

/**
 * Whether a request in origin-form was sent to this machine by a name of its own. A site whose name has
 * been pointed here (DNS rebinding) still says that name in `Host`, and its scripts could read the answer.
 *
 * @param ownAddress as the connection has it, `http://HOST:PORT`
 */
export function isAskedByOwnName(fields: Fields, ownAddress: string): boolean {
  const [host = ''] = valuesOf(fields, 'host')
  const name = parseAuthority(host)?.host
  return name !== undefined && (LOOPBACK.has(name) || name === new URL(ownAddress).hostname)
}

const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '::1'])
