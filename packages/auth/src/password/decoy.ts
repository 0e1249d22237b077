import { type PasswordHash, workFactor } from './password-hash.ts'

/**
 * One hash of each work factor that a file has, the most frequent first. Whoever is refused costs one
 * verification of each, their own or somebody else's, so that the time tells neither whether there is
 * such a user nor how their password is kept. Whoever is let in costs only their own.
 *
 * Of more than `DECOYS_MAX` work factors the rarest are left out: users of those can be told from
 * unknown ones by time.
 */
export function chooseDecoys(hashes: Iterable<PasswordHash>): readonly PasswordHash[] {
  const groups = [...Map.groupBy(hashes, workFactor).values()]
  const mostFrequent = groups.sort((one, other) => other.length - one.length).slice(0, DECOYS_MAX)
  return mostFrequent.flatMap(([first]) => first ?? [])
}

/** What is left to verify for somebody whose own hash was verified, if they have one. */
export function decoysBeside(
  own: PasswordHash | undefined,
  decoys: readonly PasswordHash[],
): readonly PasswordHash[] {
  if (own === undefined || decoys.length === 0) return decoys
  const factor = workFactor(own)
  return decoys.filter((decoy) => workFactor(decoy) !== factor)
}

/** A file that has grown over many years has three or four. */
const DECOYS_MAX = 8
