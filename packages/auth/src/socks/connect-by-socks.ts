import type { Read } from '@hopwise/http'
import {
  formatSocksConnect,
  formatSocksGreeting,
  readSocksLoginAnswer,
  readSocksMethod,
  readSocksReply,
  SOCKS_SUCCEEDED,
  type SocksMethod,
  type SocksProblem,
} from '@hopwise/http/socks5'
import { type Asker, type Attempt, answerChallenges, type GiveUp } from '../asking/index.ts'
import type { Answers } from '../flow.ts'
import type { ClientNeed } from '../scheme.ts'
import { octetsOf, SOCKS_CHALLENGE, socksLogin } from './login-scheme.ts'

/** A connection to a SOCKS server. */
export interface SocksLine {
  send(octets: Uint8Array): void
  /**
   * The server's next message; what is behind it stays there. Rejects as its owner likes when the
   * connection ends, nothing comes in time, or what comes is malformed.
   */
  read<T>(reader: (bytes: Uint8Array, from: number) => Read<T, SocksProblem>): Promise<T>
}

export interface SocksRequest {
  /** A name, which the server resolves, or an IP address without brackets. */
  readonly host: string
  readonly port: number
  /** Absent: nothing to sign in with. */
  readonly login?: SocksSignIn | undefined
  /** Told of each message, for people who want to see the exchange. */
  readonly told?: ((message: SocksMessage) => void) | undefined
}

export interface SocksSignIn {
  /** Made with `SOCKS_SCHEMES`, or with none of them where no login may be sent. */
  readonly asker: Asker
  readonly answers: Answers<ClientNeed>
}

/** What passed, without anything that could sign in. */
export type SocksMessage =
  | { readonly kind: 'offered'; readonly methods: readonly SocksMethod[] }
  | { readonly kind: 'chosen'; readonly method: SocksMethod | 'none-acceptable' }
  | { readonly kind: 'login-sent'; readonly octets: number }
  | { readonly kind: 'login-answered'; readonly answer: 'accepted' | 'refused' }
  | { readonly kind: 'asked' }
  /** RFC 1928 §6; 0 is success. */
  | { readonly kind: 'replied'; readonly reply: number }

export type SocksOutcome =
  /** From here on octets are the destination's. */
  | { readonly kind: 'connected' }
  /** See `socksReplyWords`. */
  | { readonly kind: 'refused'; readonly reply: number }
  /** None of the methods that were offered will do. */
  | { readonly kind: 'none-acceptable'; readonly offered: readonly SocksMethod[] }
  /** It chose one that was not offered. */
  | { readonly kind: 'method-not-offered' }
  /** It wants a login, and there is none to send, or it was refused: now or earlier. */
  | { readonly kind: 'given-up'; readonly givenUp: GiveUp }
  /** The name is empty or longer than 255 octets. */
  | { readonly kind: 'name-impossible' }

/**
 * Has a SOCKS 5 server (RFC 1928) connect to a destination, and signs in there where it asks for that
 * (RFC 1929). A refused login is not sent again until it changes. Rejects with what `line` or `answers`
 * reject with.
 */
export async function connectBySocks(
  line: SocksLine,
  request: SocksRequest,
): Promise<SocksOutcome> {
  const connect = formatSocksConnect(request.host, request.port)
  if (connect === undefined) return { kind: 'name-impossible' }
  const told = request.told ?? (() => undefined)
  const refusal = await greet(line, request, told)
  if (refusal !== undefined) return refusal
  line.send(connect)
  told({ kind: 'asked' })
  const reply = await line.read(readSocksReply)
  told({ kind: 'replied', reply })
  return reply === SOCKS_SUCCEEDED ? { kind: 'connected' } : { kind: 'refused', reply }
}

type Told = NonNullable<SocksRequest['told']>

/** Undefined: it may be asked to connect. */
async function greet(
  line: SocksLine,
  request: SocksRequest,
  told: Told,
): Promise<SocksOutcome | undefined> {
  const login = await signInOf(request)
  const offered: readonly SocksMethod[] = login ? ['none', 'login'] : ['none']
  line.send(formatSocksGreeting(offered))
  told({ kind: 'offered', methods: offered })
  const method = await line.read(readSocksMethod)
  told({ kind: 'chosen', method })
  if (method === 'none') return undefined
  if (method === 'none-acceptable') return { kind: 'none-acceptable', offered }
  if (login === undefined) return { kind: 'method-not-offered' }
  const attempt = login.asker.begin({ method: 'CONNECT', target: '' })
  try {
    const givenUp = await logIn(line, attempt, login.answers, told)
    return givenUp && { kind: 'given-up', givenUp }
  } finally {
    attempt.abandon()
  }
}

/**
 * Only what can be used is offered: a server may like a method that leads nowhere. Whoever gives the login
 * is asked once, since it may be a person.
 */
async function signInOf({ login }: SocksRequest): Promise<SocksSignIn | undefined> {
  if (!login?.asker.schemes.includes(socksLogin)) return undefined
  const { asker, answers } = login
  const found = await answers['find-login']({ scheme: socksLogin.name, realm: undefined })
  return found && { asker, answers: { ...answers, 'find-login': () => found } }
}

async function logIn(
  line: SocksLine,
  attempt: Attempt,
  answers: Answers<ClientNeed>,
  told: Told,
): Promise<GiveUp | undefined> {
  const step = await answerChallenges(attempt, SOCKS_CHALLENGE, answers)
  if (step.kind === 'give-up') return step
  const octets = octetsOf(step.value)
  line.send(octets)
  told({ kind: 'login-sent', octets: octets.length })
  const answer = await line.read(readSocksLoginAnswer)
  told({ kind: 'login-answered', answer })
  if (answer === 'accepted') {
    attempt.settle(200)
    return undefined
  }
  // RFC 1929 §2: the server closes, so there is nobody to try anything else with. Without a challenge
  // the asker only takes note.
  const refused = await answerChallenges(attempt, [], answers)
  if (refused.kind === 'send') throw new TypeError('nothing was asked for')
  return { ...refused, passedOver: [{ scheme: socksLogin.name, reason: 'secret-refused' }] }
}
