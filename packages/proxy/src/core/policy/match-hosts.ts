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
  { host, port, addresses }: Reached,
  reach: Reach,
): HostMatch {
  const name = plainHost(host)
  const ranges: Range[] = []
  for (const pattern of patterns) {
    if (!isInRange(port, pattern.ports)) continue
    if (pattern.kind === 'addresses') ranges.push(pattern)
    else if (pattern.kind === 'any' || matchesName(pattern, name)) return 'yes'
  }
  if (ranges.length === 0) return 'no'
  const known = addresses ?? (parseIp(host) === undefined ? undefined : [host])
  if (known === undefined) return 'addresses-needed'
  const isMeant = (address: string) => isInRanges(address, ranges)
  const isMatch = reach === 'some' ? known.some(isMeant) : known.length > 0 && known.every(isMeant)
  return isMatch ? 'yes' : 'no'
}

/** One pattern alone: see `matchHosts`. */
export function matchHost(pattern: HostPattern, reached: Reached, reach: Reach): HostMatch {
  return matchHosts([pattern], reached, reach)
}

interface Range {
  readonly prefix: IpAddress
  readonly bits: number
}

/** Whether an address, or the IPv4 address that it leads to, is in one of the ranges. */
export function isInRanges(address: string, ranges: readonly Range[]): boolean {
  // A zone index (fe80::1%eth0) names an interface; the address decides.
  const parsed = parseIp(address.split('%', 1)[0]!)
  if (parsed === undefined) return false
  const plain = unmapped(parsed)
  const inner = embeddedIpv4(plain)
  return ranges.some(
    ({ prefix, bits }) => sharesPrefix(plain, prefix, bits) || sharesPrefix(inner, prefix, bits),
  )
}
