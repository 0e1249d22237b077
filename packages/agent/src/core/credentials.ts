import { type Login, Secret } from '@hopwise/auth'

/** What a program may be asked for, and whom it is for. */
export interface CredentialsAsked {
  /** The proxy that asks, without a login: `http://proxy.example:3128`. */
  readonly proxy: string
  /** Lower case: `basic`, `digest`, `ntlm`, `bearer`; `socks5` for the login of a SOCKS proxy. */
  readonly scheme: string
  readonly realm: string | undefined
  /** Bearer: what the token must be good for, and why the last one was refused (RFC 6750 §3). */
  readonly scope?: string | undefined
  readonly refusal?: string | undefined
}

export type Credentials =
  | { readonly username: string; readonly password: string | Secret }
  | { readonly token: string | Secret }

/**
 * Credentials for proxies: fixed ones, or whoever gives them for each challenge. A function may be asked
 * often: with every request, so that changed credentials are noticed before the old ones are spent.
 */
export type CredentialsSource =
  | Credentials
  | ((asked: CredentialsAsked) => Credentials | undefined | Promise<Credentials | undefined>)

/** The login in what a source gave, if that is what it is. */
export function loginIn(credentials: Credentials | undefined): Login | undefined {
  if (credentials === undefined || 'token' in credentials) return undefined
  return { username: credentials.username, password: secret(credentials.password) }
}

export function tokenIn(credentials: Credentials | undefined): Secret | undefined {
  return credentials !== undefined && 'token' in credentials ? secret(credentials.token) : undefined
}

function secret(text: string | Secret): Secret {
  return typeof text === 'string' ? new Secret(text) : text
}
