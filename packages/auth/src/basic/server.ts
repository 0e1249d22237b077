import type { AuthElement, Challenge } from '@hopwise/http'
import type { PasswordCheck } from '../credential-store.ts'
import { ask, type Flow } from '../flow.ts'
import { checkRealm } from '../realm.ts'
import { refusedBy } from '../refused-by.ts'
import type { ServerScheme } from '../scheme.ts'
import type { ServeSettings } from '../serve-settings.ts'
import type { Verdict } from '../verdict.ts'
import { decodeUserPass } from './message.ts'

/**
 * The serving side of Basic (RFC 7617).
 *
 * @throws {RangeError} for a realm that `checkRealm` does not take
 */
export function serveBasic({
  realm,
  basic = {},
}: Pick<ServeSettings, 'realm' | 'basic'>): ServerScheme<'check-password'> {
  const challenges = [challenge(checkRealm(realm))]
  const { userPassOctetsMax } = basic
  return {
    name: 'basic',
    isReusable: true,
    challenges: () => challenges,
    verify: (credentials) => verifyBasic(credentials, userPassOctetsMax),
  }
}

function challenge(realm: string): Challenge {
  // The only value of charset that there is (§2.1); it tells clients how to encode the password.
  const params = new Map([
    ['realm', realm],
    ['charset', 'UTF-8'],
  ])
  return { kind: 'params', scheme: 'basic', params }
}

function* verifyBasic(
  credentials: AuthElement,
  octetsMax: number | undefined,
): Flow<Verdict, 'check-password'> {
  if (credentials.kind !== 'token68') return malformed('token-missing')
  const userPass = decodeUserPass(credentials.token68, octetsMax)
  if (userPass.kind === 'malformed') return malformed(userPass.reason)
  const { username, password } = userPass
  const { store, check } = yield* ask('check-password', { username, password })
  return verdictOf(check, username, store)
}

function malformed(detail: string): Verdict {
  return { kind: 'refused', reason: 'credentials-malformed', scheme: 'basic', detail }
}

function verdictOf(check: PasswordCheck, claimed: string, store: string): Verdict {
  switch (check.kind) {
    case 'right':
      return { ...check, kind: 'accepted', scheme: 'basic' }
    case 'unavailable':
      return { kind: 'unavailable', store, detail: check.detail }
    default:
      return refusedBy(check, 'basic', claimed)
  }
}
