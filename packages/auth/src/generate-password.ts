import { Secret } from './secret.ts'

/** How many random octets a password is made of. */
export const PASSWORD_OCTETS = 20

/**
 * A first password of 100 bits: four groups of five, easily read aloud and typed. It needs no quotes
 * in a shell and no escapes in `http://user:password@host` (RFC 3986 unreserved characters only).
 *
 * @param random `PASSWORD_OCTETS` octets from a cryptographic source
 */
export function generatePassword(random: Uint8Array): Secret {
  if (random.length !== PASSWORD_OCTETS) {
    throw new TypeError(`A password is made of ${PASSWORD_OCTETS} octets, not ${random.length}`)
  }
  // 256 is a multiple of 32: every character is equally likely.
  const chars = [...random].map((octet) => ALPHABET[octet % ALPHABET.length]).join('')
  return new Secret((chars.match(/.{5}/g) ?? []).join('-'))
}

/** Without i, l and o, which look like 1 and 0, and without u: Crockford's base 32. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'
