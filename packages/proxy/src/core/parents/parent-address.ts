import { formatAuthority, parseAuthority } from '@hopwise/http'

/** Where a parent proxy is and how it is spoken to. */
export interface ParentAddress {
  /** `https`: TLS to the parent itself, whatever is asked for through it. */
  readonly scheme: ParentScheme
  /** A name, or an IP address without brackets. */
  readonly host: string
  readonly port: number
}

export type ParentScheme = 'http' | 'https' | 'socks5'

export type ParsedParentAddress =
  | { readonly kind: 'address'; readonly address: ParentAddress }
  /** As a sentence without a full stop. */
  | { readonly kind: 'malformed'; readonly problem: string }

/**
 * Reads `http://proxy.corp:8080`. A user name and password in it are refused: whoever prints an address
 * would print them. Never throws.
 */
export function parseParentAddress(text: string): ParsedParentAddress {
  const [, name, rest = ''] = /^([A-Za-z][A-Za-z0-9+.-]*):\/\/(.*)$/.exec(text) ?? []
  if (name === undefined) return malformed('write a scheme and a host: http://proxy.example:3128')
  const scheme = SCHEMES.get(name.toLowerCase())
  if (scheme === undefined) return malformed(`a parent is http, https or socks5, not ${name}`)
  if (rest.includes('@')) return malformed('credentials do not belong in the address')
  const parsed = parseAuthority(rest.endsWith('/') ? rest.slice(0, -1) : rest)
  if (parsed === undefined) return malformed('behind the scheme stand a host and a port, no more')
  const { host, port = PORTS[scheme] } = parsed
  return { kind: 'address', address: { scheme, host, port } }
}

/** `http://proxy.corp:8080` */
export function formatParentAddress({ scheme, host, port }: ParentAddress): string {
  return `${scheme}://${formatAuthority(host, port)}`
}

function malformed(problem: string): ParsedParentAddress {
  return { kind: 'malformed', problem }
}

/** `socks5h` says in curl and others that the parent resolves names; here it always does. */
const SCHEMES: ReadonlyMap<string, ParentScheme> = new Map([
  ['http', 'http'],
  ['https', 'https'],
  ['socks5', 'socks5'],
  ['socks5h', 'socks5'],
])

/** RFC 9110 §4.2 for the first two; RFC 1928 §3. Proxies are mostly somewhere else. */
const PORTS: Readonly<Record<ParentScheme, number>> = { http: 80, https: 443, socks5: 1080 }
