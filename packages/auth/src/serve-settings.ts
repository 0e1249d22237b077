import type { DigestOptions } from './digest/digest-options.ts'

/** What a serving scheme is made with. Each scheme takes what concerns it. */
export interface ServeSettings {
  /** 1-200 characters of printable ASCII: clients show it to people (RFC 9110 §11.5). */
  readonly realm: string
  readonly tools: Tools
  readonly basic?: BasicSettings | undefined
  readonly bearer?: BearerSettings | undefined
  readonly digest?: DigestOptions | undefined
  readonly negotiate?: NegotiateSettings | undefined
}

export interface BasicSettings {
  /** Octets of user name and password together; 1 KiB unless a token may stand in the password's place. */
  readonly userPassOctetsMax?: number | undefined
}

export interface BearerSettings {
  /** What a token must be good for, to be told in challenges: scope tokens, parted by single spaces (RFC 6749 §3.3). */
  readonly scope?: string | undefined
}

export interface NegotiateSettings {
  /**
   * Whether who signed in on a connection stays signed in for its later requests; true unless said.
   * RFC 4559 §6 leaves it to the server; Windows clients and Chromium rely on it towards proxies.
   */
  readonly perConnection?: boolean | undefined
}

/** Clock, chance and hashes: a scheme has none of its own. */
export interface Tools {
  /** Milliseconds since the epoch. */
  nowMs(): number
  /** Octets from a cryptographic source. */
  random(octets: number): Uint8Array
  /** In lower-case hexadecimal. A string is hashed as its UTF-8. */
  hash(name: HashName, data: string | Uint8Array): string
  /** HMAC-SHA-256, as base64url without padding. */
  hmac(key: Uint8Array, text: string): string
}

export type HashName = 'md5' | 'sha256' | 'sha512-256'
