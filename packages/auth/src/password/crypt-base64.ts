/**
 * The base 64 of crypt(3): least significant six bits first, no padding, its own alphabet. Each group
 * names the digest's octets that make up 24 bits, most significant first; the last may be shorter.
 */
export function cryptBase64(digest: Uint8Array, groups: readonly (readonly number[])[]): string {
  return groups.map((group) => encode(group.map((index) => digest[index]!))).join('')
}

function encode(octets: readonly number[]): string {
  let bits = octets.reduce((value, octet) => (value << 8) | octet, 0)
  let text = ''
  for (let left = octets.length * 8; left > 0; left -= 6) {
    text += ALPHABET[bits & 0x3f]
    bits >>>= 6
  }
  return text
}

const ALPHABET = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
