import { type IpAddress, parseIp, sharesPrefix, unmapped } from '@hopwise/http'

/** What kind of network an address belongs to. */
export type AddressClass =
  | 'public'
  | 'unspecified'
  | 'loopback'
  | 'private'
  | 'link-local'
  | 'shared'
  | 'metadata'
  | 'multicast'
  | 'reserved'
  | 'not-an-address'

/**
 * Classifies an address by the special-purpose registries (RFC 6890 and its updates). IPv4 inside
 * IPv6 (mapped, NAT64, 6to4) is classified as the IPv4 address it leads to.
 */
export function classifyAddress(text: string): AddressClass {
  // A zone index (fe80::1%eth0) names an interface; the address decides.
  const parsed = parseIp(text.split('%', 1)[0]!)
  return parsed === undefined ? 'not-an-address' : classOf(parsed)
}

function classOf(address: IpAddress): AddressClass {
  const plain = embeddedIpv4(unmapped(address))
  for (const [prefix, bits, found] of plain.length === 4 ? IPV4_RANGES : IPV6_RANGES) {
    if (sharesPrefix(plain, prefix, bits)) return found
  }
  // Outside 2000::/3 nothing is assigned as global unicast (RFC 4291 §2.4).
  return plain.length === 16 && (plain[0]! & 0xe0) !== 0x20 ? 'reserved' : 'public'
}

/** The IPv4 address that a translating or tunnelling prefix carries: RFC 6052 §2.1, RFC 3056 §2. */
export function embeddedIpv4(address: IpAddress): IpAddress {
  if (address.length === 4) return address
  if (sharesPrefix(address, NAT64, 96)) return address.slice(12)
  if (sharesPrefix(address, SIX_TO_FOUR, 16)) return address.slice(2, 6)
  return address
}

type Range = readonly [prefix: IpAddress, bits: number, found: AddressClass]

const NAT64 = parseIp('64:ff9b::')!
const SIX_TO_FOUR = parseIp('2002::')!

function range(text: string, found: AddressClass): Range {
  const [address = '', bits = ''] = text.split('/')
  return [parseIp(address)!, Number(bits), found]
}

// The more specific range stands first.
const IPV4_RANGES: readonly Range[] = [
  // Addresses at which clouds hand out instance credentials.
  range('169.254.169.254/32', 'metadata'),
  range('169.254.170.2/32', 'metadata'),
  range('100.100.100.200/32', 'metadata'),
  range('192.0.0.192/32', 'metadata'),
  range('168.63.129.16/32', 'metadata'),
  range('0.0.0.0/8', 'unspecified'),
  range('10.0.0.0/8', 'private'),
  range('100.64.0.0/10', 'shared'),
  range('127.0.0.0/8', 'loopback'),
  range('169.254.0.0/16', 'link-local'),
  range('172.16.0.0/12', 'private'),
  range('192.0.0.0/24', 'reserved'),
  range('192.0.2.0/24', 'reserved'),
  range('192.88.99.0/24', 'reserved'),
  range('192.168.0.0/16', 'private'),
  range('198.18.0.0/15', 'reserved'),
  range('198.51.100.0/24', 'reserved'),
  range('203.0.113.0/24', 'reserved'),
  range('224.0.0.0/4', 'multicast'),
  range('240.0.0.0/4', 'reserved'),
]

const IPV6_RANGES: readonly Range[] = [
  range('fd00:ec2::254/128', 'metadata'),
  range('::/128', 'unspecified'),
  range('::1/128', 'loopback'),
  range('64:ff9b:1::/48', 'private'),
  range('100::/64', 'reserved'),
  range('2001:db8::/32', 'reserved'),
  range('2001::/23', 'reserved'),
  range('3fff::/20', 'reserved'),
  range('fc00::/7', 'private'),
  range('fe80::/10', 'link-local'),
  range('fec0::/10', 'private'),
  range('ff00::/8', 'multicast'),
]
