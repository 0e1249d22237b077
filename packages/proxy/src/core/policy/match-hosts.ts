import { type IpAddress, parseIp, sharesPrefix, unmapped } from '@hopwise/http'
import { embeddedIpv4 } from '../address-class.ts'
import { matchesName, plainHost } from './host-name.ts'
import type { HostPattern } from './host-pattern.ts'
import { isInRange } from './port-range.ts'

/** A destination as a request names it, and what is known of it. */
export interface Reached {
  /** As `parseAuthority` gives it: a name, or an IP address without brackets. */
  readonly host: string
  readonly port: number
  /** What the host resolves to; undefined while it has not been asked. */
  readonly addresses: readonly string[] | undefined
}

/**
 * How many of a name's addresses have to be meant.
 * - `some`: for what is refused. One address is enough: it might be the one that is dialled
 * - `every`: for what is allowed. The one that is dialled may be any of them
 */
export type Reach = 'some' | 'every'

export type HostMatch = 'yes' | 'no' | 'addresses-needed'

/**
 * Whether one of the patterns means the destination. Patterns of addresses mean whatever leads to
 * these addresses: a name that resolves to them, `::ffff:10.0.0.1`, `64:ff9b::10.0.0.1`, `0x0a000001`.
 * So a name that no pattern of names meant has to be resolved first.
 */
export function matchHosts(
  patterns: readonly HostPattern[],
  reached: Reached,
  reach: Reach,
): HostMatch {
  const name = plainHost(reached.host)
  const isNamed = patterns.some(
    (pattern) =>
      isInRange(reached.port, pattern.ports) &&
      (pattern.kind === 'any' || (pattern.kind !== 'addresses' && matchesName(pattern, name))),
  )
  if (isNamed) return 'yes'
  return matchAddresses(
    patterns.filter(isOfAddresses),
    reached.port,
    knownAddresses(reached),
    reach,
  )
}

/** One pattern alone: see `matchHosts`. */
export function matchHost(pattern: HostPattern, reached: Reached, reach: Reach): HostMatch {
  return matchHosts([pattern], reached, reach)
}

export type AddressPattern = HostPattern & { kind: 'addresses' }

export function isOfAddresses(pattern: HostPattern): pattern is AddressPattern {
  return pattern.kind === 'addresses'
}

/** @param addresses undefined while the host has not been resolved */
export function matchAddresses(
  patterns: readonly AddressPattern[],
  port: number,
  addresses: readonly Address[] | undefined,
  reach: Reach,
): HostMatch {
  const open = patterns.filter(({ ports }) => isInRange(port, ports))
  if (open.length === 0) return 'no'
  if (addresses === undefined) return 'addresses-needed'
  const isMeant = (address: Address): boolean =>
    open.some(
      ({ prefix, bits }) =>
        sharesPrefix(address.plain, prefix, bits) || sharesPrefix(address.inner, prefix, bits),
    )
  const isMatch =
    reach === 'some' ? addresses.some(isMeant) : addresses.length > 0 && addresses.every(isMeant)
  return isMatch ? 'yes' : 'no'
}

/** An address as it is compared. */
export interface Address {
  readonly plain: IpAddress
  /** The IPv4 address that it leads to, as the egress guard sees it; else the same. */
  readonly inner: IpAddress
}

/** The addresses of a destination, when they are known: an address is its own. */
export function knownAddresses({ host, addresses }: Reached): readonly Address[] | undefined {
  if (addresses !== undefined) return addresses.map((text) => parseAddress(text) ?? NOWHERE)
  const own = parseAddress(host)
  return own === undefined ? undefined : [own]
}

function parseAddress(text: string): Address | undefined {
  // A zone index (fe80::1%eth0) names an interface; the address decides.
  const parsed = parseIp(text.split('%', 1)[0]!)
  if (parsed === undefined) return undefined
  const plain = unmapped(parsed)
  return { plain, inner: embeddedIpv4(plain) }
}

/** In no range. What is no address is refused by the egress guard. */
const NOWHERE: Address = { plain: [], inner: [] }
