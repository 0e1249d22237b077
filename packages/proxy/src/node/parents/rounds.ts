import {
  type AskedFor,
  type Attempt,
  answerChallenges,
  type Circumstances,
  drive,
  type Send,
} from '@hopwise/auth'
import { channelBindingOf, isTrialInTime } from '@hopwise/auth/node'
import { type Fields, NO_FIELDS, type ResponseHead, valuesOf } from '@hopwise/http'
import { Fault } from '@hopwise/journal'
import { giveUpFault } from '../../core/parents/give-up-fault.ts'
import type { Parent } from '../../core/parents/parent.ts'
import type { NextHop } from '../next-hop-pool.ts'

/** One request's credentials for a parent, from the first sending to a response that is not a challenge. */
export interface Rounds {
  /** Field lines for a request that nobody has challenged on this connection yet. */
  open(nextHop: NextHop): Promise<string>
  /**
   * What to answer a 407 with, and where.
   *
   * @param nextHop whom it came from
   * @throws {Fault} through the promise, when it cannot be answered
   */
  answer(
    head: ResponseHead,
    nextHop: NextHop,
  ): Promise<{ readonly lines: string; readonly on: Send['connection'] }>
  /**
   * Whether a response is a challenge for us: a 407, unless the credentials are the client's. tinyproxy
   * says 401 to a wrong password, which only a CONNECT can tell from an origin's.
   */
  areAsked(head: ResponseHead): boolean
  connectionLost(): void
  /**
   * The response is not a challenge.
   *
   * @throws {Fault} when whoever answered only claims to be the parent
   */
  settle(head: ResponseHead, nextHop: NextHop): void
  /** It ends without a response. Again and again does no harm. */
  abandon(): void
}

/**
 * @param fields the client's, for a parent that gets them
 * @param recheck see `Talk`
 */
export function roundsFor(
  parent: Parent,
  asked: AskedFor,
  fields: Fields,
  recheck?: Circumstances['recheck'],
): Rounds {
  // SOCKS signs in when a connection is made: what comes over it then is the origin's.
  if (parent.address.scheme === 'socks5') return new PassedThrough(NO_FIELDS)
  if (parent.credentials.kind === 'pass-through') return new PassedThrough(fields)
  return new OurOwn(parent, asked, recheck)
}

class OurOwn implements Rounds {
  readonly #parent: Parent
  readonly #attempt: Attempt
  readonly #isConnect: boolean
  readonly #recheck: Circumstances['recheck']
  #scheme: string | undefined

  constructor(parent: Parent, asked: AskedFor, recheck: Circumstances['recheck']) {
    this.#parent = parent
    this.#recheck = recheck
    this.#attempt = own(parent).asker.begin(asked)
    this.#isConnect = asked.method === 'CONNECT'
  }

  async open(nextHop: NextHop): Promise<string> {
    if (this.#parent.signedIn.has(nextHop)) return ''
    const opening = await drive(this.#attempt.open(), own(this.#parent).answers)
    if (opening.kind === 'bare') return ''
    return this.#lineOf(opening)
  }

  areAsked({ status }: ResponseHead): boolean {
    return status === 407 || (status === 401 && this.#isConnect && this.#scheme === 'basic')
  }

  async answer(
    head: ResponseHead,
    { connection }: NextHop,
  ): Promise<{ lines: string; on: Send['connection'] }> {
    this.#parent.asksNobody = false
    const values = head.status === 401 ? AS_REFUSED : valuesOf(head.fields, 'proxy-authenticate')
    const channelBinding = channelBindingOf(connection.socket)
    const circumstances = { channelBinding, recheck: this.#recheck, isInTime: isTrialInTime }
    const { answers } = own(this.#parent)
    const step = await answerChallenges(this.#attempt, values, answers, circumstances)
    if (step.kind === 'give-up') throw giveUpFault(this.#parent.label, step)
    return { lines: this.#lineOf(step), on: step.connection }
  }

  connectionLost(): void {
    this.#attempt.connectionLost()
  }

  settle(head: ResponseHead, nextHop: NextHop): void {
    const parent = this.#parent
    const info = valuesOf(head.fields, 'proxy-authentication-info')
    if (this.#attempt.settle(head.status, info) === 'wrong') {
      const detail = `the parent proxy ${parent.label} does not know the password that it asked for`
      throw new Fault('PARENT_ANSWER_INVALID', detail)
    }
    const { asker } = own(parent)
    if (asker.signsConnectionIn) parent.signedIn.add(nextHop)
    if (this.#scheme !== undefined && asker.isPreemptive) parent.acceptedScheme = this.#scheme
    // An error may come before anybody has looked for credentials.
    else if (this.#scheme === undefined && head.status < 400) {
      parent.asksNobody = !parent.signedIn.has(nextHop)
    }
  }

  abandon(): void {
    this.#attempt.abandon()
  }

  #lineOf({ value, scheme }: Pick<Send, 'value' | 'scheme'>): string {
    this.#scheme = scheme
    return `Proxy-Authorization: ${value.reveal()}\r\n`
  }
}

class PassedThrough implements Rounds {
  readonly #fields: Fields

  constructor(fields: Fields) {
    this.#fields = fields
  }

  async open(): Promise<string> {
    const values = valuesOf(this.#fields, 'proxy-authorization')
    return values.map((value) => `Proxy-Authorization: ${value}\r\n`).join('')
  }

  areAsked(): boolean {
    return false
  }

  async answer(): Promise<never> {
    throw new TypeError('a 407 that is for the client is not ours to answer')
  }

  connectionLost(): void {}

  settle(): void {}

  abandon(): void {}
}

function own({ credentials }: Parent): Extract<Parent['credentials'], { kind: 'own' }> {
  if (credentials.kind === 'own') return credentials
  throw new TypeError('the credentials are the client’s')
}

/** The same challenge once more stands for a no. */
const AS_REFUSED: readonly string[] = ['Basic realm="parent"']
