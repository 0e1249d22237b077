import { Secret } from '../secret.ts'

export type UserPass =
  | {
      readonly kind: 'user-pass'
      readonly username: string
      readonly password: Secret
      readonly charset: 'UTF-8' | 'ISO-8859-1'
    }
  | { readonly kind: 'malformed'; readonly reason: UserPassProblem }

export type UserPassProblem = 'too-long' | 'base64-invalid' | 'colon-missing' | 'control-character'

/**
 * Reads the token of Basic credentials.
 *
 *     basic-credentials = base64-user-pass                                  ; RFC 7617 §2
 *     user-pass         = user-id ":" password    ; the first colon ends the user-id
 *
 * The octets are UTF-8; those that cannot be are taken as ISO-8859-1, which Python's requests and
 * aiohttp send (docs/decisions/0010).
 *
 * @param octetsMax of user name and password; more only where no hash is made of all of it
 */
export function decodeUserPass(token68: string, octetsMax: number = OCTETS_MAX): UserPass {
  if (token68.length > 4 * Math.ceil(octetsMax / 3)) return malformed('too-long')
  if (!BASE64.test(token68)) return malformed('base64-invalid')
  const octets = atob(token68)
  const utf8 = decodeUtf8(octets)
  const text = utf8 ?? octets
  const colon = text.indexOf(':')
  if (colon === -1) return malformed('colon-missing')
  if (CONTROL.test(text)) return malformed('control-character')
  return {
    kind: 'user-pass',
    username: text.slice(0, colon),
    password: new Secret(text.slice(colon + 1)),
    charset: utf8 === undefined ? 'ISO-8859-1' : 'UTF-8',
  }
}

export type EncodedUserPass =
  | { readonly kind: 'token68'; readonly token68: string }
  | {
      readonly kind: 'refused'
      readonly reason: 'username-has-colon' | 'control-character' | 'text-malformed'
    }

/** Writes the token of Basic credentials: NFC, then UTF-8 (RFC 7617 §2.1), whatever the charset asked for. */
export function encodeUserPass(username: string, password: Secret): EncodedUserPass {
  // The colon would move to the password: sent like this, it is another user's name.
  if (username.includes(':')) return { kind: 'refused', reason: 'username-has-colon' }
  const text = `${username}:${password.reveal()}`.normalize('NFC')
  if (!text.isWellFormed()) return { kind: 'refused', reason: 'text-malformed' }
  if (CONTROL.test(text)) return { kind: 'refused', reason: 'control-character' }
  let octets = ''
  for (const octet of new TextEncoder().encode(text)) octets += String.fromCharCode(octet)
  return { kind: 'token68', token68: btoa(octets) }
}

function malformed(reason: UserPassProblem): UserPass {
  return { kind: 'malformed', reason }
}

function decodeUtf8(octets: string): string | undefined {
  const bytes = Uint8Array.from(octets, (octet) => octet.charCodeAt(0))
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (error) {
    // `fatal` has no other way to say that the octets are not UTF-8.
    if (error instanceof TypeError) return undefined
    throw error
  }
}

/**
 * htpasswd stops at 256. A hash of many rounds takes a time that grows
 * with the password, so an unlimited one is a way to keep us busy.
 */
const OCTETS_MAX = 1024

/** RFC 4648 §4, canonical: padded (§3.2), nothing foreign (§3.3), no bits left over (§3.5). */
const BASE64 =
  /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=)?$/

/** RFC 7617 §2 forbids CTL; those of 0x80-0x9F steer terminals too, where names are shown. */
const CONTROL = /\p{Cc}/u
