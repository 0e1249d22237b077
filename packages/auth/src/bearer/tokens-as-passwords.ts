import type { PasswordCheck, PasswordStore, TokenCheck, TokenStore } from '../credential-store.ts'
import type { Secret } from '../secret.ts'

export interface TokensAsPasswordsOptions {
  /** The user name that says: the password is a token, whoever it belongs to. */
  readonly username?: string | undefined
  /** Who knows everybody else. It never sees a token, not even when whoever knows tokens is down. */
  readonly otherwise?: PasswordStore | undefined
}

/**
 * Tokens for clients that can do nothing but Basic: `token:hwt_…`, or in the place of the password of
 * the user that the token is for. Any token goes with the name `token`; with a user's own name only one
 * that some store is sure to have made, since a password may look like anything.
 */
export function tokensAsPasswords(
  tokens: TokenStore,
  { username: marker = 'token', otherwise }: TokensAsPasswordsOptions = {},
): PasswordStore {
  return {
    name: otherwise === undefined ? tokens.name : `${tokens.name}, ${otherwise.name}`,
    version: () => tokens.version() + (otherwise?.version() ?? 0),
    isSelfLimited: (username, password) =>
      username === marker ||
      tokens.belongs?.(password) === 'only-here' ||
      otherwise?.isSelfLimited?.(username, password) === true,
    async check(username, password, asked) {
      if (username === marker) return asPassword(await tokens.check(password))
      if (tokens.belongs?.(password) === 'only-here') return of(username, password, tokens)
      if (otherwise === undefined) return UNKNOWN_USER
      // What may be as long as a token must not be hashed as a password: that takes time by its length.
      if (password.reveal().length > PASSWORD_LENGTH_MAX) return { kind: 'wrong-password' }
      return otherwise.check(username, password, asked)
    },
  }
}

async function of(username: string, token: Secret, tokens: TokenStore): Promise<PasswordCheck> {
  const check = await tokens.check(token)
  if (check.kind !== 'right' || check.user === username.normalize('NFC')) return asPassword(check)
  return {
    kind: 'token-unknown',
    forOperator: 'the token belongs to another user than the one named',
  }
}

function asPassword(check: TokenCheck): PasswordCheck {
  if (check.kind !== 'right') return check
  const { scopes: _, ...rest } = check
  return rest
}

const UNKNOWN_USER: PasswordCheck = { kind: 'unknown-user' }
/** What Basic takes where no tokens are expected. */
const PASSWORD_LENGTH_MAX = 1024
