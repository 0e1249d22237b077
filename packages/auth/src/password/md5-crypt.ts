import { cryptBase64 } from './crypt-base64.ts'
import { cryptRounds } from './crypt-rounds.ts'
import { concat, type Digest, fill } from './octets.ts'

/** The two that share Poul-Henning Kamp's algorithm of 1994; Apache changed only the mark. */
export type Md5CryptFormat = 'apr1' | 'md5-crypt'

/**
 * The checksum (22 characters) of MD5-crypt, `$1$`, or of Apache's variant, `$apr1$`.
 *
 * @param salt up to 8 characters
 */
export function md5Crypt(
  format: Md5CryptFormat,
  password: Uint8Array,
  salt: string,
  md5: Digest,
): string {
  const saltOctets = new TextEncoder().encode(salt)
  const mark = new TextEncoder().encode(MARKS[format])
  const inner = md5(concat(password, saltOctets, password))
  const first = md5(
    concat(password, mark, saltOctets, fill(inner, password.length), lengthBits(password)),
  )
  const digest = cryptRounds(first, ROUNDS, password, saltOctets, md5)
  return cryptBase64(digest, ORDER)
}

/** One octet per bit of the length, lowest first: zero for a set bit, else the password's first. */
function lengthBits(password: Uint8Array): Uint8Array {
  const octets: number[] = []
  for (let bits = password.length; bits > 0; bits >>= 1) {
    octets.push(bits % 2 === 1 ? 0 : password[0]!)
  }
  return Uint8Array.from(octets)
}

const ROUNDS = 1000
const MARKS: { readonly [F in Md5CryptFormat]: string } = { apr1: '$apr1$', 'md5-crypt': '$1$' }
const ORDER = [[0, 6, 12], [1, 7, 13], [2, 8, 14], [3, 9, 15], [4, 10, 5], [11]]
