import { type Challenge, formatCredentials } from '@hopwise/http'
import { ask, type Flow, type Login } from '../flow.ts'
import type { Answer, ClientScheme, LoginQuestion } from '../scheme.ts'
import { Secret } from '../secret.ts'
import { encodeUserPass } from './message.ts'

/** The asking side of Basic (RFC 7617). The weakest scheme: it hands over the password itself. */
export const basicClient: ClientScheme<'find-login'> = {
  name: 'basic',
  strength: 10,
  answer: answerBasic,
  ofLogin: { question, answer: answerWith },
}

/**
 * Unknown parameters are passed over (§2). A realm is required there but not needed to answer, and
 * proxies that forget it exist, so it is not insisted on.
 */
function* answerBasic(challenge: Challenge): Flow<Answer, 'find-login'> {
  if (challenge.kind !== 'params') return { kind: 'declined', reason: 'challenge-malformed' }
  const login = yield* ask('find-login', question(challenge))
  return login === undefined ? { kind: 'declined', reason: 'login-missing' } : answerWith(login)
}

function question(challenge: Challenge): LoginQuestion {
  const realm = challenge.kind === 'params' ? challenge.params.get('realm') : undefined
  return { kind: 'find-login', scheme: 'basic', realm }
}

function answerWith(login: Login): Answer {
  const remembered = REMEMBERED.get(login.password)
  if (remembered?.username === login.username) return remembered.answer
  const answer = written(login)
  REMEMBERED.set(login.password, { username: login.username, answer })
  return answer
}

function written({ username, password }: Login): Answer {
  const userPass = encodeUserPass(username, password)
  if (userPass.kind === 'refused') return { kind: 'declined', reason: userPass.reason }
  const value = formatCredentials({ ...userPass, scheme: 'basic' })
  return { kind: 'answered', value: new Secret(value) }
}

/**
 * What is sent is the same with each request and takes longer to write than all else that is done for
 * one. It goes with the password: a password that has changed is another `Secret`.
 */
const REMEMBERED = new WeakMap<Secret, { readonly username: string; readonly answer: Answer }>()
