import { parseIpv6 } from './ip-address.ts'

/** Host and port, the host in lower case and without brackets, the port as given or `undefined`. */
export interface Authority {
  readonly host: string
  readonly port: number | undefined
}

/**
 * Parses `uri-host [ ":" port ]` (RFC 9110 §4.2.1, §7.2).
 *
 *     uri-host = IP-literal / IPv4address / reg-name              ; RFC 3986 §3.2.2
 *
 * Of reg-name only what a DNS name can hold is read (letters, digits, "-", ".", "_"): percent-encoded
 * octets and sub-delims have no meaning to a resolver and two to a reader. Userinfo is refused, as
 * RFC 9110 §4.2.4 advises. An empty host, a port of 0 or above 65 535 is refused.
 */
export function parseAuthority(text: string): Authority | undefined {
  const split = text.startsWith('[') ? splitLiteral(text) : splitName(text)
  if (split === undefined) return undefined
  const port = parsePort(split.port)
  return port === 'malformed' ? undefined : { host: split.host.toLowerCase(), port }
}

/** As it is written in `Host` and CONNECT: IPv6 in brackets, the port only when it is said. */
export function formatAuthority(host: string, port?: number): string {
  const name = host.includes(':') ? `[${host}]` : host
  return port === undefined ? name : `${name}:${port}`
}

interface Split {
  readonly host: string
  readonly port: string | undefined
}

function splitLiteral(text: string): Split | undefined {
  const end = text.indexOf(']')
  if (end < 0 || parseIpv6(text.slice(1, end)) === undefined) return undefined
  const rest = text.slice(end + 1)
  if (rest !== '' && !rest.startsWith(':')) return undefined
  return { host: text.slice(1, end), port: rest === '' ? undefined : rest.slice(1) }
}

function splitName(text: string): Split | undefined {
  const colon = text.indexOf(':')
  const host = colon < 0 ? text : text.slice(0, colon)
  if (!HOST_NAME.test(host) || host.length > HOST_BYTES_MAX) return undefined
  return { host, port: colon < 0 ? undefined : text.slice(colon + 1) }
}

/** `port = *DIGIT`: empty means the scheme's own port (RFC 3986 §3.2.3). */
function parsePort(text: string | undefined): number | undefined | 'malformed' {
  if (text === undefined || text === '') return undefined
  if (!/^[0-9]{1,5}$/.test(text)) return 'malformed'
  const port = Number(text)
  return port >= 1 && port <= 65535 ? port : 'malformed'
}

const HOST_NAME = /^[A-Za-z0-9_](?:[A-Za-z0-9._-]*[A-Za-z0-9_.-])?$/
/** RFC 1035 §2.3.4: 255 octets, in text 253 and a dot. */
const HOST_BYTES_MAX = 254
