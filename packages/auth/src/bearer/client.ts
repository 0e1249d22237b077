import { type Challenge, formatCredentials } from '@hopwise/http'
import { ask, type Flow } from '../flow.ts'
import type { Answer, ClientScheme } from '../scheme.ts'
import { Secret } from '../secret.ts'
import { isBearerToken } from './message.ts'

/**
 * The asking side of Bearer (RFC 6750). Better than Basic, since a token can be taken back alone and
 * opens nothing else; worse than all that prove a secret without sending it.
 */
export const bearerClient: ClientScheme<'find-token'> = {
  name: 'bearer',
  strength: 15,
  answer: answerBearer,
}

/** The challenge of a refused token says so: whoever has the tokens learns it and gives another or none. */
function* answerBearer(challenge: Challenge): Flow<Answer, 'find-token'> {
  if (challenge.kind !== 'params') return { kind: 'declined', reason: 'challenge-malformed' }
  const [realm, scope, refusal] = ['realm', 'scope', 'error'].map((name) =>
    challenge.params.get(name),
  )
  const token = yield* ask('find-token', { realm, scope, refusal })
  if (token === undefined) return { kind: 'declined', reason: 'token-missing' }
  const token68 = token.reveal()
  if (!isBearerToken(token68)) return { kind: 'declined', reason: 'token-malformed' }
  const value = formatCredentials({ kind: 'token68', scheme: 'bearer', token68 })
  return { kind: 'answered', value: new Secret(value) }
}
