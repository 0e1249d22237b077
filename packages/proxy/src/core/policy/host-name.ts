import { parseAuthority } from '@hopwise/http'
import { type Malformed, malformed } from './malformed.ts'

/** What of a host pattern is about names. */
export type HostName =
  | { readonly kind: 'name'; readonly name: string }
  /** `suffix` begins with a dot. */
  | { readonly kind: 'below'; readonly suffix: string }
  | { readonly kind: 'name-and-below'; readonly name: string; readonly suffix: string }

/** Reads `example.com`, `*.example.com` or `.example.com`; `column` is where it begins. */
export function parseHostName(text: string, column: number): HostName | Malformed {
  const start = text.startsWith('*.') ? 2 : text.startsWith('.') ? 1 : 0
  const written = text.slice(start)
  const flaw = UNREADABLE.exec(written)
  if (flaw !== null) return malformed(column + start + flaw.index, flawOf(flaw[0]))
  const name = plainHost(inAscii(written) ?? '')
  if (parseAuthority(name) === undefined || name.includes('..')) {
    return malformed(column + start, 'this is not a host name')
  }
  if (isNumeric(name)) {
    return malformed(column + start, 'write an IPv4 address as four decimal numbers: 192.0.2.1')
  }
  if (start === 0) return { kind: 'name', name }
  const suffix = `.${name}`
  return start === 2 ? { kind: 'below', suffix } : { kind: 'name-and-below', name, suffix }
}

export function matchesName(pattern: HostName, host: string): boolean {
  switch (pattern.kind) {
    case 'name':
      return host === pattern.name
    case 'below':
      return host.endsWith(pattern.suffix)
    case 'name-and-below':
      return host === pattern.name || host.endsWith(pattern.suffix)
    default:
      return pattern satisfies never
  }
}

/**
 * A host as it is compared: in lower case, without the dot of the DNS root, which changes nothing
 * about who is reached.
 *
 * @param host as `parseAuthority` gives it
 */
export function plainHost(host: string): string {
  const lower = host.toLowerCase()
  return lower.endsWith('.') ? lower.replace(/\.+$/, '') : lower
}

/**
 * Whether resolvers would take it for an IPv4 address: the last label is a number, decimal, octal or
 * hexadecimal (inet_aton; the URL standard decides by the same label).
 */
export function isNumeric(host: string): boolean {
  return /(?:^|\.)(?:[0-9]+|0x[0-9a-f]*)$/.test(host)
}

/** People write names as they speak them; on the wire they are in ASCII (RFC 5891, UTS #46). */
function inAscii(name: string): string | undefined {
  if (ASCII.test(name)) return name
  try {
    return new URL(`http://${name}`).hostname
  } catch {
    // The URL standard has no other way to say that a name has no form in ASCII.
    return undefined
  }
}

function flawOf(character: string): string {
  if (character === '*') return 'an asterisk stands alone or as the first label: *.example.com'
  if (character === '@') return 'a pattern has no user name'
  if (character === '%') return 'percent-encoding means nothing to a resolver'
  return 'this character cannot be in a host name'
}

/** What neither a DNS name nor its form in other scripts holds; above all what a URL would read as its end. */
const UNREADABLE = /[^A-Za-z0-9._\-\u{80}-\u{10ffff}]/u
const ASCII = /^[A-Za-z0-9._-]*$/
