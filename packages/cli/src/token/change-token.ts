import { readOpaqueToken } from '@hopwise/auth'
import type { OwnTokens, Token } from '@hopwise/store'
import { EXIT } from '../exit-code.ts'
import { Problem } from '../problem.ts'
import type { Surroundings } from '../surroundings.ts'
import { existingUserStore } from '../user/open-user-store.ts'

export type TokenChange = 'revoke' | 'remove'

/** @param idOrToken whoever finds a token somewhere can take it back without looking for its id */
export function changeToken(
  change: TokenChange,
  idOrToken: string,
  options: { readonly data: string },
  surroundings: Surroundings,
): void {
  const users = existingUserStore(options.data, surroundings)
  try {
    const token = knownToken(idOrToken, users.tokens)
    const done = apply(change, token, users.tokens, surroundings.nowMs())
    surroundings.stderr.write(`token ${token.id} of ${token.user} ${done}\n`)
  } finally {
    users.close()
  }
}

/** Says what was done. */
function apply(change: TokenChange, { id }: Token, tokens: OwnTokens, nowMs: number): string {
  switch (change) {
    case 'revoke':
      return tokens.revoke(id, nowMs) ? 'was revoked' : 'was revoked before'
    case 'remove':
      tokens.remove(id)
      return 'was removed'
    default:
      return change satisfies never
  }
}

/** What looks like a token is not repeated: it may be a good one of another proxy. */
function knownToken(idOrToken: string, tokens: OwnTokens): Token {
  const token = tokens.find(idOrToken.trim())
  if (token !== undefined) return token
  const isId = readOpaqueToken(idOrToken.trim()) === 'foreign' && idOrToken.length <= 40
  const what = isId ? `no token ${idOrToken}` : 'no such token'
  throw new Problem(EXIT.negative, `There is ${what}: see hopwise token list`)
}
