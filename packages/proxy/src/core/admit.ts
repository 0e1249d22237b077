import type { Refusal, Verdict } from '@hopwise/auth'
import type { FaultCode } from '@hopwise/journal'

/** What authentication decided, in the words of the exchange. */
export type Admission =
  | { readonly kind: 'admitted'; readonly user: string; readonly scheme: string }
  | {
      readonly kind: 'refused'
      readonly fault: FaultCode
      /** What an operator may read in the journal. */
      readonly reason: string
      readonly detail: string
      readonly user: string | undefined
      readonly scheme: string | undefined
    }

/**
 * A verdict as an answer. An unknown user and a wrong password are one fault with one text: the
 * difference is for the journal only.
 */
export function admit(verdict: Verdict): Admission {
  switch (verdict.kind) {
    case 'accepted':
      return { kind: 'admitted', user: verdict.user, scheme: verdict.scheme }
    case 'refused': {
      const [fault, text] = REFUSALS[verdict.reason]
      const { reason, user, scheme } = verdict
      const detail = verdict.detail === undefined ? text : `${text} (${verdict.detail})`
      return { kind: 'refused', fault, reason, detail, user, scheme }
    }
    case 'unavailable':
      return {
        kind: 'refused',
        fault: 'VERIFIER_UNAVAILABLE',
        reason: 'verifier-unavailable',
        detail: `the user store ${verdict.store} could not be asked`,
        user: undefined,
        scheme: undefined,
      }
    default:
      return verdict satisfies never
  }
}

const REJECTED = ['CREDENTIALS_REJECTED', 'the user name or the password is not right'] as const

const REFUSALS: Readonly<Record<Refusal, readonly [FaultCode, string]>> = {
  'credentials-missing': ['CREDENTIALS_MISSING', 'the request carries no proxy credentials'],
  'credentials-malformed': ['CREDENTIALS_MALFORMED', 'the proxy credentials cannot be read'],
  'credentials-repeated': [
    'CREDENTIALS_REPEATED',
    'there is more than one Proxy-Authorization line',
  ],
  'scheme-not-offered': [
    'SCHEME_NOT_OFFERED',
    'the credentials are of a scheme that is not offered',
  ],
  'unknown-user': REJECTED,
  'wrong-password': REJECTED,
  'user-disabled': ['USER_DISABLED', 'the account is disabled'],
  'user-expired': ['USER_EXPIRED', 'the account has expired'],
}
