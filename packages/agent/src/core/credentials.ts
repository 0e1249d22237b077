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

/** Reads what one source gives. */
export class GivenReader {
  #latest: Secret | undefined

  /** The login in it, if that is what it is. */
  login(given: Credentials | undefined): Login | undefined {
    if (given === undefined || 'token' in given) return undefined
    return { username: given.username, password: this.#secret(given.password) }
  }

  token(given: Credentials | undefined): Secret | undefined {
    return given !== undefined && 'token' in given ? this.#secret(given.token) : undefined
  }

  /** The same text is the same secret as long as no other comes: what schemes make of it is kept beside it. */
  #secret(text: string | Secret): Secret {
    if (typeof text !== 'string') return text
    if (this.#latest?.reveal() !== text) this.#latest = new Secret(text)
    return this.#latest
  }
}
