import { clientPrefix } from '@hopwise/auth'
import { parseIp, unmapped } from '@hopwise/http'

/** Some addresses of clients: a prefix, or one address as the longest of them. */
export interface ClientRange {
  readonly address: string
  readonly bits: number
}

export function parseClientRange(text: string): ClientRange | undefined {
  const [, address = '', written] = /^([^/]*)(?:\/(\d{1,3}))?$/.exec(text) ?? []
  const octets = parseIp(address)
  if (octets === undefined) return undefined
  const most = unmapped(octets).length * 8
  const bits = written === undefined ? most : Number(written)
  return bits > most ? undefined : { address, bits }
}

/**
 * Whether two have an address in common. A proxy may take longer or shorter prefixes for one client
 * than whoever names one here.
 */
export function overlap(one: ClientRange, other: ClientRange): boolean {
  const bits = Math.min(one.bits, other.bits)
  const within = clientPrefix({ ipv4: Math.min(bits, IPV4_BITS), ipv6: bits })
  return within(one.address) === within(other.address)
}

const IPV4_BITS = 32
