/**
 * A user's name as guesses at it are counted. Directories and databases take `Alice` and `alice` for one, and
 * a guesser must not have ten tries for each spelling. Two users who differ in case alone are counted as one.
 */
export function foldedName(user: string): string {
  return user.normalize('NFKC').toLowerCase().trim()
}
