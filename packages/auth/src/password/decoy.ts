import { type PasswordHash, workFactor } from './password-hash.ts'

/**
 * One hash of each work factor that a file has, the cheapest first. Whoever is refused costs one
 * verification of each, in this order, so that the time tells neither whether there is such a user nor
 * how their password is kept. The order is a part of it: with their own hash first, users of bcrypt
 * were refused half a millisecond earlier than nobody. Whoever is let in is so when it is their turn,
 * which is why the cheap ones come first.
 *
 * Of more than `DECOYS_MAX` work factors the rarest are left out: users of those can be told from
 * unknown ones by time.
 */
export function chooseDecoys(hashes: Iterable<PasswordHash>): readonly PasswordHash[] {
  const groups = [...Map.groupBy(hashes, workFactor).values()]
  const mostFrequent = groups.sort((one, other) => other.length - one.length).slice(0, DECOYS_MAX)
  const decoys = mostFrequent.flatMap(([first]) => first ?? [])
  return decoys.sort((one, other) => roughMicros(one) - roughMicros(other))
}

/** What to verify for somebody, in turn: their own hash, if they have one, in the place of its decoy. */
export function inTurn(
  own: PasswordHash | undefined,
  decoys: readonly PasswordHash[],
): readonly PasswordHash[] {
  if (own === undefined) return decoys
  const factor = workFactor(own)
  const at = decoys.findIndex((decoy) => workFactor(decoy) === factor)
  return at === -1 ? [...decoys, own] : decoys.with(at, own)
}

/** What a verification takes on the machines of 2026, for an order and nothing else. */
function roughMicros(hash: PasswordHash): number {
  switch (hash.format) {
    case 'sha1':
      return 1
    case 'apr1':
    case 'md5-crypt':
      return 1_000
    case 'sha256-crypt':
    case 'sha512-crypt':
      return hash.rounds
    case 'bcrypt':
      return 50 * 2 ** hash.cost
    case 'argon2id':
      return (hash.memoryKib * hash.passes) / 4
    default:
      return hash satisfies never
  }
}

/** A file that has grown over many years has three or four. */
const DECOYS_MAX = 8
