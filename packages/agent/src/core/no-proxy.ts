import { type AddressRange, isInRange, parseAddressRange } from '@hopwise/auth'
import { type IpAddress, parseIp, sharesPrefix, unmapped } from '@hopwise/http'

/**
 * How `NO_PROXY` is read. There is no standard; every two programs differ (docs/agent/no-proxy.md has the table).
 *
 * `curl` and `go`: as those two do, which is tried against them. `hopwise`: what either of them says that
 * it takes for a match, but for loopback, which has to be listed.
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
      const name = rules.nameOf(host.toLowerCase())
      const ip = parseIp(name)
      if (rules.isLocal(name, ip)) return 'loopback'
      return entries.find((entry) => (entry.port ?? port) === port && rules.covers(entry, name, ip))
        ?.written
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
      /** Of the names below the domain: it begins with a dot. */
      readonly suffix: string
      /** Whether the domain itself is meant, and not only what is below it. */
      readonly hasApex: boolean
    }
)

interface Dialect {
  split(text: string): readonly string[]
  /** Undefined: an entry that matches nothing. */
  read(entry: string, all: string): Entry | undefined
  /** A host as entries are compared with it. */
  nameOf(host: string): string
  isLocal(name: string, ip: IpAddress | undefined): boolean
  covers(entry: Entry, name: string, ip: IpAddress | undefined): boolean
}

const DIALECTS: { readonly [D in NoProxyDialect]: Dialect } = {
  hopwise: {
    split: splitAtSpaces,
    read(entry) {
      if (entry === '*') return { kind: 'all' }
      const { host, port } = splitPort(entry)
      const address = host.replace(/^\[(.*)\]$/, '$1')
      const range = wideRange(address) ?? parseAddressRange(address)
      return range
        ? { kind: 'range', range, port }
        : domain(ascii(host.replace(/^\*?\./, '')), port)
    },
    nameOf: withoutLastDot,
    isLocal: () => false,
    covers,
  },
  /** curl 7.86 and later. Up to 8.17 it compares IPv6 addresses as they are written (curl/curl #19828). */
  curl: {
    split: splitAtSpaces,
    read(entry, all) {
      // A star counts when nothing else stands there, not even a space.
      if (entry === '*') return all === '*' ? { kind: 'all' } : undefined
      const range = curlRange(entry)
      return range ? { kind: 'range', range } : domain(entry.replace(/^\./, ''))
    },
    nameOf: (host) => (parseIp(host) ? host : withoutLastDot(host)),
    isLocal: () => false,
    covers(entry, name, ip) {
      if (entry.kind !== 'range') return covers(entry, name, ip)
      // An IPv4 address that is written as IPv6 is another one.
      return ip !== undefined && sharesPrefix(ip, entry.range.prefix, entry.range.bits)
    },
  },
  /** golang.org/x/net/http/httpproxy: what Go's own HTTP client goes by. */
  go: {
    split: (text) => text.split(',').map((entry) => entry.trim()),
    read(entry) {
      if (entry === '*') return { kind: 'all' }
      const net = wideRange(entry)
      if (net) return { kind: 'range', range: net }
      const { host, port } = splitPort(entry)
      const bare = port === undefined && host === entry ? host : host.replace(/^\[(.*)\]$/, '$1')
      const ip = parseIp(bare) && parseAddressRange(bare)
      if (ip) return { kind: 'range', range: ip, port }
      const name = ascii(bare.replace(/^\*\./, '.'))
      if (name === '') return undefined
      return name.startsWith('.')
        ? { kind: 'domain', suffix: name, hasApex: false, port }
        : { kind: 'domain', suffix: `.${name}`, hasApex: true, port }
    },
    nameOf: (host) => host,
    isLocal: (name, ip) => name === 'localhost' || (ip !== undefined && isLoopback(ip)),
    covers: (entry, name, ip) =>
      // To Go the digits of an address are labels as well.
      entry.kind === 'domain' ? isBelow(entry, name) : covers(entry, name, ip),
  },
}

function covers(entry: Entry, name: string, ip: IpAddress | undefined): boolean {
  switch (entry.kind) {
    case 'all':
      return true
    case 'range':
      return ip !== undefined && isInRange(ip, entry.range)
    case 'domain':
      // The digits of an address are no labels: 1.2.3 is not a domain above 0.1.2.3.
      return ip === undefined && isBelow(entry, name)
    default:
      return entry satisfies never
  }
}

function isBelow({ suffix, hasApex }: Extract<Entry, { kind: 'domain' }>, name: string): boolean {
  return name.endsWith(suffix) || (hasApex && name === suffix.slice(1))
}

function splitAtSpaces(text: string): readonly string[] {
  return text.split(/[\s,]+/).filter((entry) => entry !== '')
}

function withoutLastDot(name: string): string {
  return name.replace(/\.$/, '')
}

/** A range with a `/`; bits beyond the prefix are passed over, as Go does. */
function wideRange(entry: string): AddressRange | undefined {
  const [, address, bits] = /^([^/]+)\/(\d{1,3})$/.exec(entry) ?? []
  const ip = address === undefined ? undefined : parseIp(address)
  if (ip === undefined || Number(bits) > ip.length * 8) return undefined
  const plain = unmapped(ip)
  const cut = (ip.length - plain.length) * 8
  if (Number(bits) < cut) return { prefix: ip, bits: Number(bits), toJSON: () => entry }
  return { prefix: plain, bits: Number(bits) - cut, toJSON: () => entry }
}

/** An address, and as many bits as the digits behind a `/` say: none of them, and 0, are all of it. */
function curlRange(entry: string): AddressRange | undefined {
  const [, address = entry, digits = ''] = /^([^/]*)\/(?!-)(\d*)/.exec(entry) ?? []
  const prefix = parseIp(address)
  if (prefix === undefined || Number(digits) > prefix.length * 8) return undefined
  return { prefix, bits: Number(digits) || prefix.length * 8, toJSON: () => entry }
}

function domain(written: string, port?: number): Entry | undefined {
  const name = withoutLastDot(written)
  return name === '' ? undefined : { kind: 'domain', suffix: `.${name}`, hasApex: true, port }
}

/** `host:443`, `[::1]:443`; what follows the last colon of a bare IPv6 address is no port. */
function splitPort(entry: string): { readonly host: string; readonly port: number | undefined } {
  const [, host = entry, port] = /^(\[[^\]]*\]|[^:]*):(\d{0,5})$/.exec(entry) ?? []
  return { host, port: port ? Number(port) : undefined }
}

/** A name as it is asked for (RFC 5891 §4.4), where that can be made of it. */
function ascii(name: string): string {
  if (!/[^ -~]/.test(name)) return name
  try {
    const dot = name.startsWith('.') ? '.' : ''
    return dot + new URL(`http://${name.slice(dot.length)}/`).hostname
  } catch {
    return name
  }
}

function isLoopback(ip: IpAddress): boolean {
  const address = unmapped(ip)
  if (address.length === 4) return address[0] === 127
  return address.every((octet, i) => octet === (i === 15 ? 1 : 0))
}
