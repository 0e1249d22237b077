import { type Login, Secret } from '@hopwise/auth'
import { formatAuthority, parseAuthority } from '@hopwise/http'
import { malformedScheme } from './malformed-scheme.ts'

/** Where a proxy is and how it is spoken to. */
export interface ProxyAddress {
  /**
   * `https`: TLS to the proxy itself, whatever is asked of it. `socks5`: RFC 1928, where the proxy
   * resolves names, as it does with the others.
   */
  readonly scheme: 'http' | 'https' | 'socks5'
  /** Lower case, IPv6 without brackets. */
  readonly host: string
  readonly port: number
  /** From the userinfo; absent where there is none. */
  readonly login?: Login | undefined
}

export type ProxyAddressProblem =
  | 'empty'
  | 'scheme-unsupported'
  /** `http//proxy`, or a scheme that is there twice. */
  | 'scheme-malformed'
  | 'host-malformed'
  /** `socks4`, `socks4a`, and `socks`, which does not say which: it is 4 to curl and 5 to most others. */
  | 'socks-version-unsupported'

export type ParsedProxyAddress =
  | { readonly kind: 'proxy'; readonly proxy: ProxyAddress }
  | { readonly kind: 'malformed'; readonly problem: ProxyAddressProblem }

/**
 * Reads the address of a proxy as people write it into `HTTPS_PROXY`. More lenient than a URL, because
 * passwords stand in it:
 *
 * - without a scheme it is `http` (so do curl, Go and wget);
 * - the userinfo ends at the last `@`: `@`, `:`, `/`, `#`, `?` and `;` may stand in a password as they are;
 * - `%XX` is decoded, as UTF-8; a `%` that begins no escape is a `%`;
 * - the name ends at the first colon, and may be `DOMAIN\user`, with the backslash as it is or escaped;
 * - a path has no meaning and is passed over;
 * - `socks5` and `socks5h` are the same: the proxy resolves names, as in Go. curl resolves them itself for
 *   `socks5`, which fails where only the proxy can.
 */
export function parseProxyAddress(text: string): ParsedProxyAddress {
  const trimmed = text.trim()
  if (trimmed === '') return malformed('empty')
  if (malformedScheme(trimmed) !== undefined) return malformed('scheme-malformed')
  const [, said = 'http', rest = trimmed] = /^([a-z][a-z0-9+.-]*):\/\/(.*)$/is.exec(trimmed) ?? []
  const scheme = SCHEMES.get(said.toLowerCase())
  if (scheme === undefined) {
    return malformed(/^socks/i.test(said) ? 'socks-version-unsupported' : 'scheme-unsupported')
  }
  const at = rest.lastIndexOf('@')
  const authority = parseAuthority(rest.slice(at + 1).replace(/[/?#].*$/s, ''))
  if (authority === undefined) return malformed('host-malformed')
  const login = at > 0 ? loginIn(rest.slice(0, at)) : undefined
  const { host, port = PORTS[scheme] } = authority
  return { kind: 'proxy', proxy: { scheme, host, port, ...(login && { login }) } }
}

/** The address without the login: for messages, and to tell proxies apart. */
export function formatProxyAddress({ scheme, host, port }: ProxyAddress): string {
  return `${scheme}://${formatAuthority(host, port)}`
}

function loginIn(userinfo: string): Login {
  const colon = userinfo.indexOf(':')
  const username = colon < 0 ? userinfo : userinfo.slice(0, colon)
  const password = colon < 0 ? '' : userinfo.slice(colon + 1)
  return { username: decode(username), password: new Secret(decode(password)) }
}

/** A run of escapes is decoded if it is UTF-8; anything else is what was typed. */
function decode(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (run) => {
    const octets = run.split('%').slice(1)
    try {
      return UTF8.decode(Uint8Array.from(octets, (octet) => Number.parseInt(octet, 16)))
    } catch {
      return run
    }
  })
}

function malformed(problem: ProxyAddressProblem): ParsedProxyAddress {
  return { kind: 'malformed', problem }
}

const SCHEMES: ReadonlyMap<string, ProxyAddress['scheme']> = new Map([
  ['http', 'http'],
  ['https', 'https'],
  ['socks5', 'socks5'],
  ['socks5h', 'socks5'],
])
/** The schemes' own: curl's 1080 is a surprise to everybody, but for SOCKS (RFC 1928 §3). */
const PORTS = { http: 80, https: 443, socks5: 1080 } as const
const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
