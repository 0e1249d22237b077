import type { AuthElement, Challenge } from '@hopwise/http'
import type { TokenCheck } from '../credential-store.ts'
import { ask, type Flow } from '../flow.ts'
import { checkRealm } from '../realm.ts'
import { refusedBy } from '../refused-by.ts'
import type { ServerScheme } from '../scheme.ts'
import type { ServeSettings } from '../serve-settings.ts'
import type { Refusal, Refused, Verdict } from '../verdict.ts'
import { type BearerError, bearerChallenge, isScope, readBearer } from './message.ts'

/**
 * The serving side of Bearer (RFC 6750). A token counts in the field only: §2.2 and §2.3 allow it in
 * the content and in the query, where it ends in logs and belongs to the origin.
 *
 * @throws {RangeError} for a realm or a scope that a challenge cannot carry
 */
export function serveBearer({
  realm,
  bearer = {},
}: Pick<ServeSettings, 'realm' | 'bearer'>): ServerScheme<'check-token'> {
  const { scope } = bearer
  checkRealm(realm)
  if (scope !== undefined && !isScope(scope)) {
    throw new RangeError(
      `The scope ${JSON.stringify(scope)} cannot be sent in a challenge: write names of printable ASCII without quotes and backslashes, with one space between two (RFC 6749 §3.3)`,
    )
  }
  const first = [bearerChallenge({ realm, scope })]
  return {
    name: 'bearer',
    isReusable: true,
    challenges: (refusal) => (refusal === undefined ? first : [again(realm, scope, refusal)]),
    verify: verifyBearer,
  }
}

function again(realm: string, scope: string | undefined, refusal: Refused): Challenge {
  const [error, description] = PROBLEMS[refusal.reason] ?? []
  return bearerChallenge({ realm, scope: refusal.scope ?? scope, error, description })
}

function* verifyBearer(credentials: AuthElement): Flow<Verdict, 'check-token'> {
  const read = readBearer(credentials)
  if (read.kind === 'malformed') {
    const { reason: detail } = read
    return { kind: 'refused', reason: 'credentials-malformed', scheme: 'bearer', detail }
  }
  const { store, check } = yield* ask('check-token', { token: read.token })
  return verdictOf(check, store)
}

function verdictOf(check: TokenCheck, store: string): Verdict {
  switch (check.kind) {
    case 'right': {
      const { scopes: _, ...identity } = check
      return { ...identity, kind: 'accepted', scheme: 'bearer' }
    }
    case 'unavailable':
      return { kind: 'unavailable', store, detail: check.detail }
    default:
      return refusedBy(check, 'bearer')
  }
}

type Problem = readonly [error: BearerError, description: string]

/**
 * What a client is told (§3.1): nothing when it sent no token, and nothing that would help to find
 * another one. Unknown and revoked are the same to it.
 */
const PROBLEMS: Readonly<Partial<Record<Refusal, Problem>>> = {
  'credentials-malformed': ['invalid_request', 'The credentials are not a Bearer token'],
  'token-unknown': ['invalid_token', 'The token is not valid'],
  'token-revoked': ['invalid_token', 'The token is not valid'],
  'token-expired': ['invalid_token', 'The token expired'],
  'user-disabled': ['invalid_token', 'The account is disabled'],
  'user-expired': ['invalid_token', 'The account has expired'],
  'token-insufficient': ['insufficient_scope', 'The token lacks the scope that is needed'],
}
