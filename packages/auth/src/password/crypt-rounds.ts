import { concat, type Digest } from './octets.ts'

/**
 * The rounds that MD5-crypt and SHA-crypt have in common. Each hashes the digest of the round before
 * between copies of the password and the salt, of which some are left out by the number of the round.
 */
export function cryptRounds(
  first: Uint8Array,
  rounds: number,
  password: Uint8Array,
  salt: Uint8Array,
  hash: Digest,
): Uint8Array {
  // What surrounds the digest repeats after 2 × 3 × 7 rounds, so it is laid out only once.
  const frames = Array.from({ length: 42 }, (_, round) =>
    frame(round, password, salt, first.length),
  )
  let digest = first
  for (let round = 0; round < rounds; round++) {
    const { octets, at } = frames[round % 42]!
    octets.set(digest, at)
    digest = hash(octets)
  }
  return digest
}

interface Frame {
  readonly octets: Uint8Array
  /** Where the digest goes. */
  readonly at: number
}

function frame(round: number, password: Uint8Array, salt: Uint8Array, digestLength: number): Frame {
  const isOdd = round % 2 === 1
  const gap = new Uint8Array(digestLength)
  const between = concat(round % 3 === 0 ? NOTHING : salt, round % 7 === 0 ? NOTHING : password)
  return isOdd
    ? { octets: concat(password, between, gap), at: password.length + between.length }
    : { octets: concat(gap, between, password), at: 0 }
}

const NOTHING = new Uint8Array(0)
