import { domainToASCII } from 'node:url'
import { formatAuthority, parseAuthority } from '@hopwise/http'
import type { RoutedOrigin } from '../core/choose-route.ts'
import { ProxyFault } from '../core/proxy-fault.ts'

/**
 * The origin with a host that can be told to a proxy. Node looks at no name that a program gives as
 * `host`, and this one goes into a head: with CR and LF in it, it would be more than one line there.
 *
 * @throws {ProxyFault} when it is no name and no address
 */
export function checkedOrigin(origin: RoutedOrigin, proxy: string): RoutedOrigin {
  const { host, port } = origin
  // Node looks names of other scripts up by their ASCII form, too (RFC 5891).
  const name = NON_ASCII.test(host) ? domainToASCII(host) : host
  if (name !== '' && parseAuthority(formatAuthority(name, port))) return { ...origin, host: name }
  const shown = JSON.stringify(host.slice(0, SHOWN_MAX))
  throw new ProxyFault('REQUEST_MALFORMED', `The host ${shown} is no name and no address`, {
    proxy,
  })
}

const NON_ASCII = /[^\0-\x7f]/
const SHOWN_MAX = 100
