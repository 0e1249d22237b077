import type { RelayFacts } from './relay-facts.ts'

/** What every page needs to know of the exchange it answers. */
export interface About {
  /** Values of all `Accept` lines. */
  readonly accept: readonly string[]
  /** Values of all `Accept-Language` lines. */
  readonly acceptLanguage: readonly string[]
  readonly exchange: string
  /** Pseudonym of this proxy, the one in `Via` and `Proxy-Status`. */
  readonly proxyName: string
  /**
   * `http://HOST:PORT` as the client reached it. Links of fault pages are absolute to it: the browser
   * takes such a page for the site's own, so a relative link would lead there.
   */
  readonly proxyAddress: string
  /** Of a relay, which has no users to speak of. */
  readonly relay?: RelayFacts | undefined
  /** Another one than the fault's own. */
  readonly status?: number | undefined
  /** What was asked for, redacted; empty where nothing readable arrived. */
  readonly target: string
}
