/** Why a name cannot be a user's; the sentence says what to do. */
export type NameProblem = { readonly kind: 'unusable'; readonly sentence: string }

/**
 * One spelling per name: NFC, as clients send it (RFC 8265 §3.3, which RFC 7617 §2.1 refers to).
 * RFC 7617 §2 forbids the colon, which ends the user-id, and control characters.
 */
export function parseUserName(
  text: string,
): { readonly kind: 'usable'; readonly name: string } | NameProblem {
  const name = text.normalize('NFC')
  if (name === '') return unusable('The user name is empty: give one, such as "alice".')
  if (name.includes(':')) {
    return unusable(
      'The user name contains a colon, which ends the name in Basic credentials (RFC 7617): leave it out.',
    )
  }
  if (/\p{Cc}/u.test(name)) {
    return unusable('The user name contains a control character (RFC 7617): leave it out.')
  }
  if (name.trim() !== name) {
    return unusable('The user name begins or ends with a space: leave it out.')
  }
  const octets = new TextEncoder().encode(name).length
  if (octets > NAME_OCTETS_MAX) {
    return unusable(
      `The user name is too long: ${octets} octets, at most ${NAME_OCTETS_MAX} are possible.`,
    )
  }
  return { kind: 'usable', name }
}

function unusable(sentence: string): NameProblem {
  return { kind: 'unusable', sentence }
}

/** What Apache's htpasswd allows; longer than any name met in a directory service. */
const NAME_OCTETS_MAX = 255
