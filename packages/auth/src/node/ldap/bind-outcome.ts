import type { BindResult } from './directory-connection.ts'

/** What the answer to a user's bind means. */
export type BindOutcome =
  | { readonly kind: 'right' }
  | { readonly kind: 'wrong-password' }
  /** The password is right, and the account is of no use. */
  | { readonly kind: 'user-disabled' }
  | { readonly kind: 'user-expired' }
  /** Neither yes nor no; a sentence for the operator. */
  | { readonly kind: 'unavailable'; readonly detail: string }

/**
 * Only what proves the password may tell that an account is locked or expired. A locked account of
 * which the directory does not say more than that is a wrong password: that is all it has said.
 */
export function bindOutcome({ code, text, policyError }: BindResult): BindOutcome {
  if (code === SUCCESS) {
    // Bound, and for nothing but changing the password.
    return policyError === CHANGE_AFTER_RESET ? { kind: 'user-expired' } : { kind: 'right' }
  }
  if (code === INVALID_CREDENTIALS) {
    if (policyError === PASSWORD_EXPIRED) return { kind: 'user-expired' }
    return PROVEN[ACTIVE_DIRECTORY.exec(text)?.[1] ?? ''] ?? { kind: 'wrong-password' }
  }
  if (WRONG.has(code)) return { kind: 'wrong-password' }
  const said = text === '' ? '' : `: ${text}`
  const advice = ADVICE[code] === undefined ? '' : `; ${ADVICE[code]}`
  return {
    kind: 'unavailable',
    detail: `the directory does not answer a bind with yes or no (code ${code}${said})${advice}`,
  }
}

const SUCCESS = 0
const INVALID_CREDENTIALS = 49

/** RFC 4511 appendix A. */
const WRONG: ReadonlySet<number> = new Set([
  19, // constraintViolation: too many tries before, at 389 Directory Server
  32, // noSuchObject
  34, // invalidDNSyntax: no such name can be
  48, // inappropriateAuthentication: an entry without a password
])

const ADVICE: { readonly [code: number]: string | undefined } = {
  8: 'it wants a protected connection: use StartTLS or ldaps',
  10: 'it refers to another server, and referrals are not followed: name that server',
  13: 'it wants a protected connection: use StartTLS or ldaps',
}

// draft-behera-ldap-password-policy §6.2
const PASSWORD_EXPIRED = 0
const CHANGE_AFTER_RESET = 2

/** `80090308: LdapErr: DSID-0C09, comment: AcceptSecurityContext error, data 533, v2580` */
const ACTIVE_DIRECTORY = /\bdata ([0-9a-f]+),/

/** Said by Active Directory when the password was right; 775 (locked out) is said to anybody. */
const PROVEN: { readonly [data: string]: BindOutcome | undefined } = {
  '532': { kind: 'user-expired' }, // the password
  '533': { kind: 'user-disabled' },
  '701': { kind: 'user-expired' }, // the account
  '773': { kind: 'user-expired' }, // the password must be changed
}
