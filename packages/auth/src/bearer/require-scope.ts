import type { TokenCheck, TokenStore } from '../credential-store.ts'
import { isScope } from './message.ts'

/**
 * The same tokens, where they are good for all of the scope (RFC 6750 §3.1, `insufficient_scope`).
 *
 * @param scope names with one space between two; every one of them must be the token's
 * @throws {RangeError} for a scope that no challenge could ask for
 */
export function requireScope(tokens: TokenStore, scope: string): TokenStore {
  if (!isScope(scope)) {
    throw new RangeError(
      `The scope ${JSON.stringify(scope)} is none: write names with one space between two (RFC 6749 §3.3)`,
    )
  }
  const needed = scope.split(' ')
  const judge = (check: TokenCheck): TokenCheck => {
    if (check.kind !== 'right') return check
    if (needed.every((name) => check.scopes?.includes(name))) return check
    return { kind: 'token-insufficient', user: check.user, scope }
  }
  return {
    name: tokens.name,
    version: () => tokens.version(),
    belongs: (token) => tokens.belongs?.(token) ?? 'perhaps',
    check: (token) => {
      const check = tokens.check(token)
      return check instanceof Promise ? check.then(judge) : judge(check)
    },
  }
}
