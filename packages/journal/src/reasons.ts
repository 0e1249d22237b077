/**
 * Why credentials were not accepted: the stable ids that stand in an entry's `reason`, in metrics
 * and in the live view, with their meaning for operators. The client is told less. Authentication
 * produces these ids; they are data here because the journal cannot depend on it.
 */
export const REASONS = {
  'credentials-missing': 'The request carried no Proxy-Authorization: the normal first request.',
  'credentials-malformed': 'Proxy-Authorization was there but could not be decoded.',
  'credentials-repeated': 'The request carried more than one Proxy-Authorization line.',
  'scheme-not-offered': 'The credentials use a scheme that this proxy does not offer.',
  'unknown-user': 'No user of that name is in any password store.',
  'wrong-password': 'The user exists; the password does not match.',
  'user-disabled': 'The password is right, but the user was disabled by the operator.',
  'user-expired': 'The password is right, but the time of the user is over.',
} as const satisfies Record<string, string>

export type ReasonId = keyof typeof REASONS

export function isReasonId(text: string): text is ReasonId {
  return Object.hasOwn(REASONS, text)
}
