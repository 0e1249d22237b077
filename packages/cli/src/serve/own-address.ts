import { parseIp, unmapped } from '@hopwise/http'
import type { ListenAddress } from '@hopwise/proxy'

/**
 * Whether a program that is told the one would connect to the other, by what the texts say alone. Names that
 * a resolver would have to be asked about are taken for others'.
 */
export function isOwnAddress(named: ListenAddress, own: ListenAddress): boolean {
  if (named.port !== own.port) return false
  const ours = meanings(own.host)
  return meanings(named.host).some((address) => ours.includes(address))
}

/** The addresses that are meant, one spelling for each; a name of another machine is its own. */
function meanings(host: string): readonly string[] {
  const name = host.toLowerCase().replace(/\.$/, '')
  // RFC 6761 §6.3
  if (name === 'localhost' || name.endsWith('.localhost')) return [LOOPBACK, LOOPBACK_IPV6]
  const address = parseIp(host)
  if (address === undefined) return [name]
  const octets = unmapped(address)
  if (octets.some((octet) => octet !== 0)) return [octets.join('.')]
  // "Any address" is where a connection to it ends up.
  return [octets.length === 4 ? LOOPBACK : LOOPBACK_IPV6]
}

const LOOPBACK = '127.0.0.1'
const LOOPBACK_IPV6 = `${'0.'.repeat(15)}1`
