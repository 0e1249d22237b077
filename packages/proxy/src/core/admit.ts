import type { Accepted, Refusal, Refused, Verdict } from '@hopwise/auth'
import type { FaultCode } from '@hopwise/journal'

/** What authentication decided, in the words of the exchange. */
export type Admission =
  | { readonly kind: 'admitted'; readonly accepted: Accepted }
  | {
      readonly kind: 'refused'
      readonly fault: FaultCode
      /** What an operator may read in the journal. */
      readonly reason: string
      readonly detail: string
      /** For the journal, not for the client. */
      readonly forOperator: string | undefined
      readonly user: string | undefined
      readonly scheme: string | undefined
      /** The verdict itself, for what is asked next; undefined where nobody could be asked. */
      readonly refused: Refused | undefined
    }

/**
 * A verdict as an answer. An unknown user and a wrong password are one fault with one text: the
 * difference is for the journal only.
 */
export function admit(verdict: Verdict): Admission {
  switch (verdict.kind) {
    case 'accepted':
      return { kind: 'admitted', accepted: verdict }
    case 'refused': {
      const [fault, text] = REFUSALS[verdict.reason]
      const { reason, user, scheme, forOperator } = verdict
      const detail = verdict.detail === undefined ? text : `${text} (${verdict.detail})`
      const refused = verdict
      return { kind: 'refused', fault, reason, detail, forOperator, user, scheme, refused }
    }
    case 'unavailable':
      return {
        kind: 'refused',
        fault: 'VERIFIER_UNAVAILABLE',
        reason: 'verifier-unavailable',
        detail: `the user store ${verdict.store} could not be asked`,
        forOperator: verdict.detail,
        user: undefined,
        scheme: undefined,
        refused: undefined,
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
  'nonce-stale': ['CREDENTIALS_STALE', 'the nonce is no longer valid'],
  'credentials-replayed': ['CREDENTIALS_REPLAYED', 'this nonce count has been used before'],
  'target-mismatch': ['CREDENTIALS_MISMATCH', 'the credentials are for another target'],
  'content-mismatch': ['CREDENTIALS_MISMATCH', 'the credentials are for other content'],
  'token-unknown': ['TOKEN_REJECTED', 'the token is not one that this proxy knows'],
  'token-expired': ['TOKEN_EXPIRED', 'the token has expired'],
  'token-revoked': ['TOKEN_REJECTED', 'the token is not one that this proxy knows'],
  'token-insufficient': ['TOKEN_INSUFFICIENT', 'the token lacks the scope that is needed'],
  'ticket-rejected': ['TICKET_REJECTED', 'the ticket was not accepted'],
  'round-continues': ['HANDSHAKE_CONTINUES', 'the handshake goes on with another round'],
  'certificate-missing': ['CERTIFICATE_REQUIRED', 'the client has shown no certificate'],
  'certificate-unknown': ['CERTIFICATE_UNKNOWN', 'the certificate belongs to no user'],
  'address-not-allowed': ['ADDRESS_FORBIDDEN', 'clients at this address are not served'],
  'locked-out': ['AUTHENTICATION_LIMITED', 'there were too many wrong credentials'],
}
