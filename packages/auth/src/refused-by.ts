import type { PasswordCheck, TokenCheck } from './credential-store.ts'
import type { Refused } from './verdict.ts'

/** What a store may say that is no. */
export type StoreRefusal = Exclude<
  PasswordCheck | TokenCheck,
  { readonly kind: 'right' | 'unavailable' }
>

/**
 * A store's no as a verdict.
 *
 * @param claimed the user that the credentials name; undefined where they name nobody
 */
export function refusedBy(check: StoreRefusal, scheme: string, claimed?: string): Refused {
  switch (check.kind) {
    case 'unknown-user':
    case 'wrong-password':
      return refused(check.kind, scheme, claimed)
    case 'user-disabled':
    case 'user-expired':
      return refused(check.kind, scheme, check.user ?? claimed)
    case 'locked-out':
      return { ...refused(check.kind, scheme, claimed), retryAfterMs: check.retryAfterMs }
    case 'token-unknown':
    case 'token-expired':
    case 'token-revoked':
    case 'token-insufficient': {
      // The token says whose it is, whatever name stands beside it.
      const { kind, user, ...about } = check
      return { ...refused(kind, scheme, user), ...about }
    }
    default:
      return check satisfies never
  }
}

function refused(reason: Refused['reason'], scheme: string, user: string | undefined): Refused {
  return { kind: 'refused', reason, scheme, ...(user !== undefined && { user }) }
}
