import { Secret } from '../secret.ts'

/** How many random octets a token is made of: 160 bits, as RFC 6749 §10.10 asks for at least. */
export const TOKEN_OCTETS = 20

/** What our tokens begin with: people, secret scanners and we ourselves tell them from all others by it. */
export const TOKEN_PREFIX = 'hwt_'

/**
 * A token of our own: the prefix, 160 random bits and a checksum, in Crockford's base 32. Nothing in it
 * needs quotes in a shell or escapes in a URL.
 *
 * @param random `TOKEN_OCTETS` octets from a cryptographic source
 */
export function makeToken(random: Uint8Array): Secret {
  if (random.length !== TOKEN_OCTETS) {
    throw new TypeError(`A token is made of ${TOKEN_OCTETS} octets, not ${random.length}`)
  }
  const body = TOKEN_PREFIX + base32(random)
  return new Secret(body + checksum(body))
}

/** What a text is that may be one of our tokens. The checksum tells one that lost a part from an unknown one. */
export function readOpaqueToken(text: string): 'whole' | 'damaged' | 'foreign' {
  if (!text.startsWith(TOKEN_PREFIX)) return 'foreign'
  if (!FORM.test(text)) return 'damaged'
  const body = text.slice(0, -CHECKSUM_LENGTH)
  return text.slice(-CHECKSUM_LENGTH) === checksum(body) ? 'whole' : 'damaged'
}

/** Five bits at a time, the first ones first; 160 is a multiple of five. */
function base32(octets: Uint8Array): string {
  let text = ''
  let bits = 0
  let value = 0
  for (const octet of octets) {
    value = (value << 8) | octet
    bits += 8
    for (; bits >= 5; bits -= 5) text += ALPHABET[(value >>> (bits - 5)) & 31]
    value &= 31
  }
  return text
}

/** 35 bits hold the 32 of the CRC. */
function checksum(text: string): string {
  let rest = crc32(text)
  let digits = ''
  for (let i = 0; i < CHECKSUM_LENGTH; i++) {
    digits = ALPHABET[rest % 32]! + digits
    rest = Math.floor(rest / 32)
  }
  return digits
}

/** CRC-32 of ISO 3309 and zlib: finds every slip of the finger, and is no protection against anybody. */
function crc32(text: string): number {
  let crc = 0xffffffff
  for (let i = 0; i < text.length; i++) {
    crc ^= text.charCodeAt(i)
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return ~crc >>> 0
}

/** Without i, l and o, which look like 1 and 0, and without u. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'
const CHECKSUM_LENGTH = 7
const FORM = /^hwt_[0-9a-hjkmnp-tv-z]{39}$/
