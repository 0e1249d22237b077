import { type Challenge, formatCredentials } from '@hopwise/http'
import { isBase64 } from '../base64.ts'
import { ask, type Flow, type Login } from '../flow.ts'
import type { Answer, ClientScheme, DeclineReason, Requested, Session } from '../scheme.ts'
import { Secret } from '../secret.ts'
import { authenticateMessage } from './authenticate.ts'
import { formatNegotiate, readNtlmChallenge } from './message.ts'

/**
 * The asking side of NTLM (MS-NLMP, MS-NTHT): NTLMv2 only, for parents that still ask for it. It belongs
 * to a connection: all its messages go over one, and what follows on it is signed in.
 */
export const ntlmClient: ClientScheme<'find-login'> = {
  name: 'ntlm',
  strength: 30,
  bindsConnection: true,
  answer: answerNtlm,
}

function* answerNtlm(challenge: Challenge, requested: Requested): Flow<Answer, 'find-login'> {
  const { session } = requested
  if (challenge.kind === 'params') {
    // RFC 9110 §11.3 apart, the scheme has no parameters; some servers add a realm all the same.
    return session instanceof Handshake ? declined('login-refused') : yield* begin()
  }
  if (!(session instanceof Handshake)) return declined('challenge-malformed')
  return conclude(challenge.token68, session, requested)
}

/** Nobody begins who has no password to end with. */
function* begin(): Flow<Answer, 'find-login'> {
  const login = yield* ask('find-login', { scheme: 'ntlm', realm: undefined })
  if (login === undefined) return declined('login-missing')
  const negotiate = formatNegotiate()
  return answered(negotiate, new Handshake(login, negotiate))
}

function conclude(token68: string, handshake: Handshake, requested: Requested): Answer {
  const challengeOctets = decodeBase64(token68)
  const challenge = challengeOctets && readNtlmChallenge(challengeOctets)
  if (!challenge || !challengeOctets) return declined('challenge-malformed')
  const { login, negotiate } = handshake
  if (negotiate === undefined) return declined('login-refused')
  const rounds = { negotiate, challengeOctets, challenge }
  const { tools, channelBinding } = requested
  const message = authenticateMessage(rounds, login, tools, channelBinding)
  return answered(message, new Handshake(login, undefined))
}

/** What lasts from one round to the next, on one connection. A further connection begins anew. */
class Handshake implements Session {
  readonly scheme = 'ntlm'
  readonly login: Login
  /** The first message; absent once the password has been proved. */
  readonly negotiate: Uint8Array | undefined

  constructor(login: Login, negotiate: Uint8Array | undefined) {
    this.login = login
    this.negotiate = negotiate
  }

  answer(): Answer {
    return declined('challenge-malformed')
  }
}

function answered(message: Uint8Array, session: Session): Answer {
  const token68 = btoa(String.fromCharCode(...message))
  const value = formatCredentials({ kind: 'token68', scheme: 'ntlm', token68 })
  return { kind: 'answered', value: new Secret(value), session }
}

function declined(reason: DeclineReason): Answer {
  return { kind: 'declined', reason }
}

function decodeBase64(token68: string): Uint8Array | undefined {
  if (token68.length > TOKEN_LENGTH_MAX || !isBase64(token68)) return undefined
  return Uint8Array.from(atob(token68), (char) => char.charCodeAt(0))
}

/** Target information is a few hundred octets. */
const TOKEN_LENGTH_MAX = 8_192
