import { type Challenge, formatCredentials } from '@hopwise/http'
import { ask, type Flow } from '../flow.ts'
import type { Answer, ClientScheme, Requested, Session } from '../scheme.ts'
import { Secret } from '../secret.ts'

/**
 * The asking side of Negotiate (RFC 4559). The strongest: no secret is sent, and both sides can prove
 * who they are. Which service the ticket is for is decided by whoever answers, from the proxy's or the
 * origin's name, never by the challenge.
 */
export const negotiateClient: ClientScheme<'initiate-context'> = {
  name: 'negotiate',
  strength: 50,
  bindsConnection: true,
  answer: answerNegotiate,
}

function* answerNegotiate(
  challenge: Challenge,
  { session }: Requested,
): Flow<Answer, 'initiate-context'> {
  if (challenge.kind === 'params' && challenge.params.size > 0) return MALFORMED
  const token = challenge.kind === 'token68' ? challenge.token68 : undefined
  const begun = session instanceof Handshake ? session.context : undefined
  // A bare challenge after a round of ours is a no: the ticket will not be better the second time.
  if (token === undefined && begun !== undefined)
    return { kind: 'declined', reason: 'ticket-refused' }
  // A token without a round of ours would be the answer to somebody else.
  if (token !== undefined && begun === undefined) return MALFORMED
  const step = yield* ask('initiate-context', { scheme: 'negotiate', token, context: begun })
  if (step.kind === 'declined') {
    const { reason = 'ticket-missing', detail } = step
    return { kind: 'declined', reason, detail }
  }
  const value = formatCredentials({ kind: 'token68', scheme: 'negotiate', token68: step.token })
  return { kind: 'answered', value: new Secret(value), session: new Handshake(step.context) }
}

/** What lasts from one round to the next, on one connection. A further request begins anew. */
class Handshake implements Session {
  readonly scheme = 'negotiate'
  readonly context: object

  constructor(context: object) {
    this.context = context
  }

  answer(): Answer {
    return { kind: 'declined', reason: 'ticket-missing' }
  }
}

const MALFORMED: Answer = { kind: 'declined', reason: 'challenge-malformed' }
