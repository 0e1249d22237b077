/** One of the ways to an origin, as a PAC script names them. */
export type Way =
  | { readonly kind: 'direct' }
  | { readonly kind: 'proxy'; readonly address: PacProxyAddress }

export interface PacProxyAddress {
  /** `https`: TLS to the proxy itself, whatever is asked of it. */
  readonly scheme: 'http' | 'https' | 'socks4' | 'socks5'
  /** Lower case, IPv6 without brackets. */
  readonly host: string
  readonly port: number
}

/** What chooses by a script, as far as it is needed by who takes the ways: `PacRouter` is one. */
export interface WayChooser {
  choose(url: string | URL): Promise<readonly Way[]>
}
