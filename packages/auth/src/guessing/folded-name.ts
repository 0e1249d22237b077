/**
 * A user's name as guesses at it are counted. Directories and databases take `Alice` and `alice` for one, and
 * a guesser must not have ten tries for each spelling. Two users who differ in case alone are counted as one,
 * and so are names that have their beginning in common: whoever sends long ones must not have us keep them.
 */
export function foldedName(user: string): string {
  return user.slice(0, LENGTH_MAX).normalize('NFKC').toLowerCase().trim().slice(0, LENGTH_MAX)
}

/** What a ledger keeps of a name. Addresses of mail have 254 at most, and differ before that. */
const LENGTH_MAX = 128
