import type { Challenge } from '@hopwise/http'
import { formatSocksLogin } from '@hopwise/http/socks5'
import { ask, type Flow } from '../flow.ts'
import type { Answer, ClientScheme } from '../scheme.ts'
import { Secret } from '../secret.ts'

/**
 * User name and password of RFC 1929 as a scheme, so that an asker keeps a refused one from being sent
 * again. For an asker of a SOCKS server and of nothing else: it is no scheme of HTTP.
 */
export const socksLogin: ClientScheme<'find-login'> = {
  name: 'socks5',
  strength: 10,
  answer: answerSocks,
}

/** What an asker of a SOCKS server may answer. */
export const SOCKS_SCHEMES: readonly ClientScheme[] = [socksLogin]

/**
 * The same where people have named the schemes that may be answered. `basic` stands for it, too: both
 * send a password that everybody on the way can read.
 */
export function socksSchemesAmong(names: readonly string[] | undefined): readonly ClientScheme[] {
  return names === undefined || names.includes('basic') ? SOCKS_SCHEMES : []
}

/** A server that takes the method asks in these words. */
export const SOCKS_CHALLENGE: readonly string[] = [socksLogin.name]

/** The octets of the message as text, one character each: see `octetsOf`. */
function* answerSocks(_challenge: Challenge): Flow<Answer, 'find-login'> {
  const login = yield* ask('find-login', { scheme: socksLogin.name, realm: undefined })
  if (login === undefined) return { kind: 'declined', reason: 'login-missing' }
  const { username, password } = login
  if (!username.isWellFormed() || !password.reveal().isWellFormed()) {
    return { kind: 'declined', reason: 'text-malformed' }
  }
  const octets = formatSocksLogin(username, password.reveal())
  if (octets === undefined) return { kind: 'declined', reason: 'login-length' }
  return { kind: 'answered', value: new Secret(String.fromCharCode(...octets)) }
}

/** The message that an answer stands for. */
export function octetsOf(answer: Secret): Uint8Array {
  return Uint8Array.from(answer.reveal(), (octet) => octet.charCodeAt(0))
}
