import { type PasswordHash, workFactor } from './password-hash.ts'

/**
 * The hash to verify for a user who does not exist, so that it takes as long as a wrong password and
 * goes the same way: one of those whose work factor is the most frequent. What comes out must be
 * thrown away. Users of a rarer work factor can be told from unknown ones by time.
 */
export function chooseDecoy(hashes: Iterable<PasswordHash>): PasswordHash | undefined {
  const groups = Map.groupBy(hashes, workFactor)
  const largest = [...groups.values()].reduce<readonly PasswordHash[]>(
    (most, group) => (group.length > most.length ? group : most),
    [],
  )
  return largest[0]
}
