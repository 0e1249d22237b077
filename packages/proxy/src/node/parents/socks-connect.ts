import { type Attempt, answerChallenges, type GiveUp } from '@hopwise/auth'
import { formatAuthority } from '@hopwise/http'
import { Fault, type FaultCode } from '@hopwise/journal'
import type { Destination } from '../../core/access.ts'
import type { Parent } from '../../core/parents/parent.ts'
import {
  formatConnect,
  formatGreeting,
  formatLogin,
  readLoginAnswer,
  readMethod,
  readReply,
  replyWords,
  type SocksRead,
} from '../../core/parents/socks5.ts'
import type { Connection } from '../connection.ts'
import type { Engine } from '../engine.ts'
import type { Exchange } from '../exchange.ts'
import { openParent } from './open-parent.ts'
import { ParentDown } from './parent-down.ts'

/** A connection to a destination through a SOCKS 5 parent (RFC 1928), which resolves its name. */
export async function connectSocks(
  parent: Parent,
  destination: Destination,
  exchange: Exchange,
  engine: Engine,
): Promise<Connection> {
  const connection = await openParent(parent, exchange, engine)
  const socks = new Socks(parent, connection, engine)
  try {
    await socks.signIn()
    await socks.connect(destination)
    parent.health.succeeded()
    return connection
  } catch (error) {
    connection.destroy()
    throw error
  }
}

class Socks {
  readonly #parent: Parent
  readonly #connection: Connection
  readonly #engine: Engine

  constructor(parent: Parent, connection: Connection, engine: Engine) {
    this.#parent = parent
    this.#connection = connection
    this.#engine = engine
  }

  async signIn(): Promise<void> {
    this.#send(formatGreeting(this.#parent.credentials.kind === 'own'))
    const method = await this.#read(readMethod)
    if (method === 'none-of-them') throw this.#fault(...NO_METHOD)
    if (method === 'open') return
    const { credentials } = this.#parent
    if (credentials.kind !== 'own') throw this.#fault(...NO_METHOD)
    const { asker, answers } = credentials
    const attempt = asker.begin({ method: 'CONNECT', target: '' })
    try {
      const step = await answerChallenges(attempt, LIKE_BASIC, answers)
      if (step.kind === 'give-up') throw this.#givenUp(step)
      await this.#logIn(loginIn(step.value.reveal()), attempt)
    } finally {
      attempt.abandon()
    }
  }

  async connect({ host, port }: Destination): Promise<void> {
    const asking = formatConnect(host, port)
    if (asking === undefined) throw this.#fault('PARENT_REFUSED', 'the name is too long for SOCKS')
    this.#send(asking)
    const reply = await this.#read(readReply)
    if (reply === 0) return
    const to = formatAuthority(host, port)
    throw this.#fault('PARENT_REFUSED', `it does not connect to ${to}: ${replyWords(reply)}`)
  }

  async #logIn([username, password]: readonly [string, string], attempt: Attempt): Promise<void> {
    const login = formatLogin(username, password)
    if (login === undefined) {
      const what = 'a user name or password is empty or longer than 255 octets'
      throw this.#fault('PARENT_CHALLENGE_UNANSWERABLE', what)
    }
    this.#send(login)
    if (await this.#read(readLoginAnswer)) {
      attempt.settle(200)
      return
    }
    const { credentials } = this.#parent
    if (credentials.kind !== 'own') throw new TypeError('a login without credentials')
    // The same challenge once more stands for a no: the secret is not spent again.
    const step = await answerChallenges(attempt, LIKE_BASIC, credentials.answers)
    if (step.kind === 'give-up') throw this.#givenUp(step)
    throw this.#fault('PARENT_CREDENTIALS_REJECTED', 'it does not accept the credentials for it')
  }

  #givenUp({ reason }: GiveUp): Fault {
    if (reason === 'refused' || reason === 'refused-since') {
      return this.#fault('PARENT_CREDENTIALS_REJECTED', 'it does not accept the credentials for it')
    }
    const what = 'it wants a user name and password, and none are configured that could be sent'
    return this.#fault('PARENT_CHALLENGE_UNANSWERABLE', what)
  }

  #send(octets: Uint8Array): void {
    this.#connection.put(octets)
    this.#connection.flush()
  }

  async #read<T>(reader: (octets: Uint8Array) => SocksRead<T>): Promise<T> {
    let octets: Uint8Array = new Uint8Array(0)
    for (;;) {
      const piece = await this.#connection.read(this.#engine.patience.response)
      if (piece === undefined) throw this.#closed()
      octets = octets.length === 0 ? piece : Buffer.concat([octets, piece])
      const read = reader(octets)
      if (read.kind === 'malformed') {
        throw this.#fault('PARENT_ANSWER_INVALID', 'its answer is not SOCKS 5')
      }
      if (read.kind === 'done') {
        this.#connection.unread(octets, read.rest)
        return read.value
      }
    }
  }

  /** Nothing of the request has been sent: another parent may be asked. */
  #closed(): ParentDown {
    this.#parent.health.failed(performance.now(), Math.random())
    return new ParentDown(
      this.#fault('PARENT_ANSWER_INVALID', 'it closed the connection in the middle of SOCKS'),
    )
  }

  #fault(code: FaultCode, what: string): Fault {
    return new Fault(code, `the parent proxy ${this.#parent.label}: ${what}`)
  }
}

function loginIn(basic: string): readonly [string, string] {
  const userPass = Buffer.from(basic.replace(/^Basic /, ''), 'base64').toString()
  const colon = userPass.indexOf(':')
  return [userPass.slice(0, colon), userPass.slice(colon + 1)]
}

/** SOCKS has no challenge, and name and password in the open as Basic has them (RFC 1929 §3). */
const LIKE_BASIC: readonly string[] = ['Basic realm="SOCKS", charset="UTF-8"']
const NO_METHOD = [
  'PARENT_CHALLENGE_UNANSWERABLE',
  'it accepts no method of signing in that is configured',
] as const
