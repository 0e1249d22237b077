/**
 * A user's name as guesses at it are counted. Directories and databases take `Alice` and `alice` for one, many
 * also `Alicé`, other numbers of spaces, or a soft hyphen inside (RFC 4518 §2.2, §2.6.1), and a guesser must not
 * have ten tries for each spelling. Users who differ in no more than that are counted as one, and so are
 * names that have their beginning in common: whoever sends long ones must not have us keep them.
 */
export function foldedName(user: string): string {
  // Nearly all names, and asked for with each request of Digest.
  if (PLAIN.test(user)) return user
  const bare = user.slice(0, LENGTH_MAX).normalize('NFKD').replace(UNSEEN, '').normalize('NFC')
  // First up: ß is SS, and dotless i is I, to whoever compares without case.
  const folded = bare.toUpperCase().toLowerCase()
  return folded.replace(/\s+/g, ' ').trim().slice(0, LENGTH_MAX)
}

/** What a ledger keeps of a name. Addresses of mail have 254 at most, and differ before that. */
const LENGTH_MAX = 128
const PLAIN = /^[a-z0-9._@-]{1,128}$/
/** Accents of letters, and what takes no place on the screen. */
const UNSEEN = /[\u0300-\u036f]|\p{Default_Ignorable_Code_Point}/gu
