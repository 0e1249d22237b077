/** Who asks: the origin server, or the proxy on the way to it. All else is the same for both. */
export type AuthSide = 'origin' | 'proxy'

export interface AuthFields {
  readonly status: 401 | 407
  readonly challenge: string
  readonly credentials: string
  /** RFC 7615: what the server adds to an answer after credentials were right. */
  readonly info: string
}

/** RFC 9110 §11.6 and §11.7: where challenges and credentials stand, and the status that asks. */
export const AUTH_FIELDS: { readonly [S in AuthSide]: AuthFields } = {
  origin: {
    status: 401,
    challenge: 'WWW-Authenticate',
    credentials: 'Authorization',
    info: 'Authentication-Info',
  },
  proxy: {
    status: 407,
    challenge: 'Proxy-Authenticate',
    credentials: 'Proxy-Authorization',
    info: 'Proxy-Authentication-Info',
  },
}
