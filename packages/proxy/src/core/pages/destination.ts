import { OWN_ORIGIN } from '../route.ts'
import { shortened } from './shortened.ts'

/** Where a request was going, as far as its redacted target tells. */
export interface Destination {
  /** Host to be shown, with the port where one was written; empty where the target does not say. */
  readonly site: string
  /** Host alone, IPv6 in brackets; empty where the target does not say. */
  readonly host: string
  /** The target as a URL for a command line, where it needs no quotes in any shell; else empty. */
  readonly address: string
  /** Whether the proxy itself is what was asked for. */
  readonly isProxy: boolean
}

export function destinationOf(target: string): Destination {
  const absolute = /^https?:\/\/([^/?#]+)/i.exec(target)
  const authority = absolute?.[1] ?? (/^[^/?#:]+:\d+$|^\[.*\]:\d+$/.test(target) ? target : '')
  const host = authority.replace(/:\d+$/, '')
  const url = absolute === null && authority !== '' ? tunnelled(authority) : target
  return {
    site: shortened(authority, SITE_MAX),
    host: HOST.test(host) ? host : '',
    address: url.length <= ADDRESS_MAX && URL_WITHOUT_QUOTES.test(url) ? url : '',
    isProxy: target.startsWith('/') || target === '*' || host.toLowerCase() === OWN_ORIGIN,
  }
}

/** A tunnel's target has no scheme; what goes through tunnels is https. */
function tunnelled(authority: string): string {
  return `https://${authority.replace(/:443$/, '')}/`
}

// Longer ones would be the page.
const SITE_MAX = 64
const ADDRESS_MAX = 200
const HOST = /^[a-z0-9[][a-z0-9.\-:[\]]{0,252}$/i
// No query: a redacted one is not the one that was asked for. No `%`, `,`, `~`, `[`: some shell reads them.
const URL_WITHOUT_QUOTES = /^https?:\/\/[a-z0-9.\-:]+(\/[a-z0-9./\-_+]*)?$/i
