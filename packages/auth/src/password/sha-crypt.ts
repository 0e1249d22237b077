import { cryptBase64 } from './crypt-base64.ts'
import { cryptRounds } from './crypt-rounds.ts'
import { concat, type Digest, fill } from './octets.ts'

export type ShaCryptFormat = 'sha256-crypt' | 'sha512-crypt'

/**
 * The checksum of SHA-crypt: `$5$` (43 characters) or `$6$` (86). The steps are those of Ulrich
 * Drepper's "Unix crypt using SHA-256 and SHA-512", version 0.6, which has no other name for them.
 *
 * @param salt up to 16 characters
 * @param sha SHA-256 or SHA-512, as the format says
 */
export function shaCrypt(
  format: ShaCryptFormat,
  password: Uint8Array,
  salt: string,
  rounds: number,
  sha: Digest,
): string {
  const saltOctets = new TextEncoder().encode(salt)
  // Steps 1-12
  const inner = sha(concat(password, saltOctets, password))
  const bits = lengthBits(password, inner)
  const first = sha(concat(password, saltOctets, fill(inner, password.length), ...bits))
  // Steps 13-20: the password and the salt, drawn out
  const p = fill(sha(fill(password, password.length ** 2)), password.length)
  const s = fill(sha(fill(saltOctets, saltOctets.length * (16 + first[0]!))), saltOctets.length)
  // Step 21
  const digest = cryptRounds(first, rounds, p, s, sha)
  return cryptBase64(digest, ORDERS[format])
}

/** Step 11: per bit of the length, lowest first, the inner digest for a set bit, else the password. */
function lengthBits(password: Uint8Array, inner: Uint8Array): Uint8Array[] {
  const parts: Uint8Array[] = []
  for (let bits = password.length; bits > 0; bits >>= 1) {
    parts.push(bits % 2 === 1 ? inner : password)
  }
  return parts
}

/** Step 22: three columns of the digest, and in each row the next one comes first. */
function order(rows: number, rotation: 1 | 2, last: readonly number[]): number[][] {
  const groups = Array.from({ length: rows }, (_, row) => {
    const columns = [row, row + rows, row + 2 * rows]
    return [0, 1, 2].map((place) => columns[(place + row * rotation) % 3]!)
  })
  return [...groups, [...last]]
}

const ORDERS: { readonly [F in ShaCryptFormat]: readonly (readonly number[])[] } = {
  'sha256-crypt': order(10, 2, [31, 30]),
  'sha512-crypt': order(21, 1, [63]),
}
