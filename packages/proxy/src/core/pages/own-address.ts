/** The proxy's address in the parts that settings ask for. */
export interface OwnAddress {
  /** `http://HOST:PORT`. */
  readonly url: string
  /** Without brackets, also for IPv6. */
  readonly host: string
  readonly port: string
}

/** @param url `http://HOST:PORT`, the port always written */
export function ownAddress(url: string): OwnAddress {
  const authority = url.replace(/^http:\/\//, '')
  const colon = authority.lastIndexOf(':')
  return {
    url,
    host: authority.slice(0, colon).replace(/^\[|\]$/g, ''),
    port: authority.slice(colon + 1),
  }
}
