import { type IpAddress, parseIp, unmapped } from '@hopwise/http'
import { type HostName, parseHostName } from './host-name.ts'
import { type Malformed, malformed } from './malformed.ts'
import { type PortRange, parsePortRange } from './port-range.ts'

/**
 * A pattern for destinations, as rules, routes and accounts write it.
 *
 *     pattern = host [ ":" ports ] / "[" IPv6 [ "/" bits ] "]" [ ":" ports ] / IPv6 [ "/" bits ]
 *     host    = "*" / name / "*." name / "." name / IPv4 [ "/" bits ]
 *     ports   = port [ "-" port ]
 *
 * - `*`: every host
 * - `example.com`: this host only
 * - `*.example.com`: hosts below it, at any depth, not the host itself
 * - `.example.com`: the host itself and whatever is below it, as Squid and NO_PROXY have it
 * - `10.0.0.1`, `10.0.0.0/8`, `[2001:db8::]/32`: addresses, however a destination names them
 *
 * Without ports it holds for every port.
 */
export type HostPattern = {
  /** As it was written. */
  readonly text: string
  readonly ports: PortRange | undefined
  /** As it was written. */
  toJSON(): string
} & PatternHost

export type PatternHost =
  | { readonly kind: 'any' }
  | HostName
  /** IPv4 inside IPv6 is IPv4 here: that is where it leads. */
  | { readonly kind: 'addresses'; readonly prefix: IpAddress; readonly bits: number }

export type ParsedHostPattern =
  | { readonly kind: 'pattern'; readonly pattern: HostPattern }
  | Malformed

/** Never throws. */
export function parseHostPattern(text: string): ParsedHostPattern {
  const split = splitPorts(text)
  if (split.kind === 'malformed') return split
  const ports =
    split.ports === undefined ? undefined : parsePortRange(split.ports, split.portsColumn)
  if (ports?.kind === 'malformed') return ports
  const host = parseHost(split.host, split.hostColumn)
  if (host.kind === 'malformed') return host
  const pattern = { text, ports: ports?.range, toJSON: () => text, ...host }
  return { kind: 'pattern', pattern }
}

interface Split {
  readonly kind: 'split'
  readonly host: string
  readonly hostColumn: number
  readonly ports: string | undefined
  readonly portsColumn: number
}

function splitPorts(text: string): Split | Malformed {
  if (text.startsWith('[')) return splitBrackets(text)
  const scheme = text.indexOf('://')
  if (scheme >= 0) return malformed(scheme, 'a pattern names a host, not a URI: no scheme')
  const colon = text.indexOf(':')
  // With a second colon it is an IPv6 address, which takes ports only behind brackets.
  if (colon < 0 || text.includes(':', colon + 1)) {
    return { kind: 'split', host: text, hostColumn: 0, ports: undefined, portsColumn: 0 }
  }
  const [host, ports] = [text.slice(0, colon), text.slice(colon + 1)]
  return { kind: 'split', host, hostColumn: 0, ports, portsColumn: colon + 1 }
}

/** `[2001:db8::]`, `[2001:db8::/32]` and `[2001:db8::]/32`, with ports or without. */
function splitBrackets(text: string): Split | Malformed {
  const end = text.indexOf(']')
  if (end < 0) return malformed(text.length, 'the bracket is not closed')
  const colon = text.indexOf(':', end)
  const between = text.slice(end + 1, colon < 0 ? text.length : colon)
  const inside = text.slice(1, end)
  if (!inside.includes(':')) return malformed(1, 'only an IPv6 address stands in brackets')
  if (between !== '' && (!between.startsWith('/') || inside.includes('/'))) {
    return malformed(end + 1, 'after the bracket only a prefix length or ports may follow')
  }
  return {
    kind: 'split',
    host: inside + between,
    hostColumn: 1,
    ports: colon < 0 ? undefined : text.slice(colon + 1),
    portsColumn: colon + 1,
  }
}

function parseHost(text: string, column: number): PatternHost | Malformed {
  if (text === '') return malformed(column, 'there is no host')
  if (text === '*') return { kind: 'any' }
  const slash = text.indexOf('/')
  const address = parseIp(slash < 0 ? text : text.slice(0, slash))
  if (address !== undefined) {
    return parseAddresses(address, slash < 0 ? undefined : text.slice(slash + 1), column + slash)
  }
  if (slash >= 0) {
    return malformed(column + slash, 'this is no IP address, and only those have a prefix length')
  }
  if (text.includes(':')) return malformed(column, 'this is not an IPv6 address')
  return parseHostName(text, column)
}

function parseAddresses(
  address: IpAddress,
  length: string | undefined,
  slash: number,
): PatternHost | Malformed {
  const bitsMax = address.length * 8
  const bits = length === undefined ? bitsMax : Number(length)
  if (length !== undefined && !(/^(?:0|[1-9][0-9]{0,2})$/.test(length) && bits <= bitsMax)) {
    return malformed(slash + 1, `the prefix length is a number from 0 to ${bitsMax}`)
  }
  if (!isPrefix(address, bits)) {
    // 10.0.0.1/8 may mean one host or sixteen million.
    return malformed(slash + 1, `the address has bits set beyond its first ${bits}`)
  }
  const plain = unmapped(address)
  const isMapped = plain.length !== address.length
  if (isMapped && bits < MAPPED_BITS) return { kind: 'addresses', prefix: address, bits }
  return { kind: 'addresses', prefix: plain, bits: isMapped ? bits - MAPPED_BITS : bits }
}

function isPrefix(address: IpAddress, bits: number): boolean {
  return address.every((octet, at) => {
    const own = Math.min(8, Math.max(0, bits - at * 8))
    return (octet & (0xff >> own)) === 0
  })
}

/** `::ffff:0:0/96` (RFC 4291 §2.5.5.2). */
const MAPPED_BITS = 96
