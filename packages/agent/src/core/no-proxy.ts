import { type AddressRange, isInRange, parseAddressRange } from '@hopwise/auth'
import { type IpAddress, parseIp, unmapped } from '@hopwise/http'

/**
 * How `NO_PROXY` is read. There is no standard; every two programs differ (docs/agent.md has the table).
 *
 * `curl` and `go`: as those two do. `hopwise`: what either of them takes for a match, but for loopback,
 * which has to be listed.
 */
export type NoProxyDialect = 'hopwise' | 'curl' | 'go'

/** An origin that is to be reached, its port explicit. */
export interface Destination {
  /** Lower case, IPv6 without brackets. */
  readonly host: string
  readonly port: number
}

/** The list of a `NO_PROXY`, parsed. */
export interface NoProxy {
  /** The entry that keeps this destination from the proxy, as it was written; undefined for none. */
  entryFor(destination: Destination): string | undefined
}

export function parseNoProxy(text: string, dialect: NoProxyDialect = 'hopwise'): NoProxy {
  const rules = DIALECTS[dialect]
  const entries = rules.split(text).flatMap((written) => {
    const entry = rules.read(written.toLowerCase(), text)
    return entry ? [{ ...entry, written }] : []
  })
  return {
    entryFor({ host, port }) {
      const name = host.replace(/\.$/, '').toLowerCase()
      const ip = parseIp(name)
      if (rules.isLocal(name, ip)) return 'loopback'
      return entries.find(
        (entry) => (entry.port === undefined || entry.port === port) && covers(entry, name, ip),
      )?.written
    },
  }
}

type Entry = {
  /** Absent: whatever the port. */
  readonly port?: number | undefined
} & (
  | { readonly kind: 'all' }
  | { readonly kind: 'range'; readonly range: AddressRange }
  | {
      readonly kind: 'domain'
      /** Without a leading dot. */
      readonly domain: string
      /** Whether the domain itself is meant, and not only what is below it. */
      readonly hasApex: boolean
    }
)

interface Dialect {
  split(text: string): readonly string[]
  /** Undefined: an entry that matches nothing. */
  read(entry: string, all: string): Entry | undefined
  isLocal(name: string, ip: IpAddress | undefined): boolean
}

function covers(entry: Entry, name: string, ip: IpAddress | undefined): boolean {
  switch (entry.kind) {
    case 'all':
      return true
    case 'range':
      return ip !== undefined && isInRange(ip, entry.range)
    case 'domain':
      // The digits of an address are no labels: 1.2.3 is not a domain above 0.1.2.3.
      if (ip !== undefined) return false
      return (entry.hasApex && name === entry.domain) || name.endsWith(`.${entry.domain}`)
    default:
      return entry satisfies never
  }
}

const DIALECTS: { readonly [D in NoProxyDialect]: Dialect } = {
  hopwise: {
    split: splitAtSpaces,
    read(entry) {
      if (entry === '*') return { kind: 'all' }
      const range = rangeOf(entry)
      if (range) return { kind: 'range', range }
      const { host, port } = splitPort(entry)
      return addressOrDomain(host.replace(/^\*?\./, ''), port, true)
    },
    isLocal: () => false,
  },
  /** curl 7.86 and later: lib/noproxy.c of that time describes the same in its documentation. */
  curl: {
    split: splitAtSpaces,
    read(entry, all) {
      // A star counts when nothing else stands there.
      if (entry === '*') return all.trim() === '*' ? { kind: 'all' } : undefined
      const range = rangeOf(entry)
      if (range) return { kind: 'range', range }
      return addressOrDomain(entry.replace(/^\./, ''), undefined, true)
    },
    isLocal: () => false,
  },
  /** golang.org/x/net/http/httpproxy, as its documentation describes it. */
  go: {
    split: (text) => text.split(',').map((entry) => entry.trim()),
    read(entry) {
      if (entry === '*') return { kind: 'all' }
      const range = rangeOf(entry)
      if (range) return { kind: 'range', range }
      const { host, port } = splitPort(entry)
      const name = host.replace(/^\*\./, '.')
      return addressOrDomain(name.replace(/^\./, ''), port, !name.startsWith('.'))
    },
    isLocal: (name, ip) => name === 'localhost' || (ip !== undefined && isLoopback(ip)),
  },
}

function splitAtSpaces(text: string): readonly string[] {
  return text.split(/[\s,]+/).filter((entry) => entry !== '')
}

/** A range with a `/`; bits beyond the prefix are passed over, as curl and Go do. */
function rangeOf(entry: string): AddressRange | undefined {
  const [, address, bits] = /^([^/]+)\/(\d{1,3})$/.exec(entry) ?? []
  const ip = address === undefined ? undefined : parseIp(address)
  if (ip === undefined || Number(bits) > ip.length * 8) return undefined
  return { prefix: ip, bits: Number(bits), toJSON: () => entry }
}

function addressOrDomain(
  host: string,
  port: number | undefined,
  hasApex: boolean,
): Entry | undefined {
  const name = host.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '')
  if (name === '') return undefined
  const range = parseAddressRange(name)
  if (range) return { kind: 'range', range, port }
  return { kind: 'domain', domain: name, hasApex, port }
}

/** `host:443`, `[::1]:443`; what follows the last colon of a bare IPv6 address is no port. */
function splitPort(entry: string): { readonly host: string; readonly port: number | undefined } {
  const [, host = entry, port] = /^(\[[^\]]*\]|[^:]*):(\d{1,5})$/.exec(entry) ?? []
  return { host, port: port === undefined ? undefined : Number(port) }
}

function isLoopback(ip: IpAddress): boolean {
  const address = unmapped(ip)
  if (address.length === 4) return address[0] === 127
  return address.every((octet, i) => octet === (i === 15 ? 1 : 0))
}
