import type { AskedFor } from '@hopwise/auth'
import type { Fields, ResponseHead } from '@hopwise/http'
import { Fault } from '@hopwise/journal'
import type { Parent } from '../../core/parents/parent.ts'
import type { Wanted } from '../connect-next-hop.ts'
import type { Engine } from '../engine.ts'
import type { Exchange } from '../exchange.ts'
import type { FinalHead } from '../final-head.ts'
import type { NextHop } from '../next-hop-pool.ts'
import { dropContent } from './drop-content.ts'
import { ParentDown } from './parent-down.ts'
import { type Rounds, roundsFor } from './rounds.ts'
import { watchForMove } from './watch-for-move.ts'
import { saysNo } from './whose-refusal.ts'

/** A request to a parent, as often as it has to be sent. */
export interface Talk {
  readonly parent: Parent
  readonly engine: Engine
  readonly exchange: Exchange
  readonly asked: AskedFor
  /** The client's, for a parent that gets its credentials. */
  readonly clientFields: Fields
  /**
   * When it may be sent again.
   * - `always`: nobody can tell once from twice
   * - `when-asked`: after a 407, when it has certainly not been done
   * - `never`: its content is gone
   */
  readonly repeats: 'always' | 'when-asked' | 'never'
  connect(wanted: Wanted): Promise<NextHop>
  /** @param credentials whole field lines, or nothing */
  send(nextHop: NextHop, credentials: string): void
  read(nextHop: NextHop): Promise<FinalHead>
  /** Whether a 407 to credentials that were accepted before is the parent's. Absent: it can be nobody else's. */
  isParentsOwn?(): Promise<boolean>
  /** Finds out whether credentials in doubt are still right, see `Circumstances`. */
  recheck?(target: string): Promise<void>
}

export interface Told {
  readonly nextHop: NextHop
  /** Of a response that is not a 407, unless that one is for the client. */
  readonly head: ResponseHead
}

/**
 * Sends a request, and answers the parent's 407s until it says something else. On the way out, by
 * whatever error, no connection is left.
 *
 * @throws {ParentDown} through the promise, when another parent may be asked
 * @throws {Fault} through the promise
 */
export async function converse(talk: Talk): Promise<Told> {
  const nextHop = await talk.connect(talk.repeats === 'always' ? 'any' : 'just-used')
  const rounds = roundsFor(talk.parent, talk.asked, talk.clientFields, talk.recheck)
  try {
    return await new Conversation(talk, rounds, nextHop).run()
  } finally {
    rounds.abandon()
  }
}

class Conversation {
  readonly #talk: Talk
  readonly #rounds: Rounds
  #nextHop: NextHop
  #isResent = false
  #isHandshake = false
  /** What went out before anybody asked: it has been accepted before. */
  #unasked = ''

  constructor(talk: Talk, rounds: Rounds, nextHop: NextHop) {
    this.#talk = talk
    this.#rounds = rounds
    this.#nextHop = nextHop
  }

  async run(): Promise<Told> {
    try {
      let lines = await this.#rounds.open(this.#nextHop)
      this.#unasked = lines
      for (;;) {
        this.#talk.send(this.#nextHop, lines)
        const head = await this.#read()
        if (head === 'closed-unanswered') {
          lines = await this.#sendAgain(lines)
          continue
        }
        this.#talk.engine.parents.succeeded(this.#talk.parent)
        if (!this.#rounds.areAsked(head) || (await this.#isOrigins(head))) {
          this.#rounds.settle(head, this.#nextHop)
          return { nextHop: this.#nextHop, head }
        }
        lines = await this.#answer(head)
      }
    } catch (error) {
      this.#nextHop.connection.destroy()
      throw error
    }
  }

  async #read(): Promise<FinalHead> {
    const { engine, parent, repeats } = this.#talk
    const nextHop = this.#nextHop
    const mayMove = nextHop.exchanges > 1 && repeats === 'always' && !this.#isResent
    if (!mayMove) return await this.#talk.read(nextHop)
    const stop = watchForMove(nextHop, parent, engine)
    try {
      return await this.#talk.read(nextHop)
    } finally {
      stop()
    }
  }

  /** Told apart where the answer would be that the parent's password is wrong. */
  async #isOrigins(head: ResponseHead): Promise<boolean> {
    const { isParentsOwn } = this.#talk
    const isRefusal = this.#unasked !== '' && !this.#isHandshake && saysNo(head)
    if (!isRefusal || isParentsOwn === undefined) return false
    return !(await isParentsOwn())
  }

  /** A kept connection may be closed at the moment it is used (RFC 9112 §9.3.1), once. */
  async #sendAgain(lines: string): Promise<string> {
    const { engine, parent, repeats } = this.#talk
    const isKept = this.#nextHop.exchanges > 1
    if (repeats !== 'always' || this.#isResent || !isKept) {
      engine.parents.failed(parent, 'it closes connections without an answer')
      const detail = `the parent proxy ${parent.label} closed the connection without an answer`
      const fault = new Fault('PARENT_ANSWER_INVALID', detail)
      throw repeats === 'always' ? new ParentDown(fault) : fault
    }
    this.#isResent = true
    await this.#goElsewhere()
    return this.#isHandshake ? await this.#beginAnew() : lines
  }

  async #answer(head: ResponseHead): Promise<string> {
    const { asked, engine, exchange, parent, repeats } = this.#talk
    exchange.receivedStatus = head.status
    if (repeats === 'never') throw await this.#late(head)
    const { connection } = this.#nextHop
    // On a connection that is signed in Squid takes the beginning of a handshake for a refused end.
    const wasSignedIn = parent.signedIn.delete(this.#nextHop)
    const canGoOn = await dropContent(asked.method, head, connection, engine)
    const { lines, on } = await this.#rounds.answer(head, this.#nextHop)
    this.#isHandshake = on !== 'any'
    this.#unasked = ''
    // Some close without having said so, and a request that must not be sent twice would be lost with it.
    const mayStay = repeats === 'always' || on === 'same'
    if (canGoOn && connection.isUsable && !wasSignedIn && mayStay) {
      this.#nextHop.exchanges++
      return lines
    }
    await this.#goElsewhere()
    return on === 'same' ? await this.#beginAnew() : lines
  }

  /** The next request begins with what this one has learnt: that the parent asks. */
  async #late(head: ResponseHead): Promise<Fault> {
    const { parent } = this.#talk
    const { credentials } = parent
    await this.#rounds.answer(head, this.#nextHop)
    if (credentials.kind === 'own') credentials.asker.forget()
    const detail = `407 of the parent proxy ${parent.label} to a request whose content was on its way`
    return new Fault('PARENT_CHALLENGE_LATE', detail)
  }

  /** A handshake belongs to its connection: on another one nobody has asked yet. */
  async #beginAnew(): Promise<string> {
    this.#rounds.connectionLost()
    return await this.#rounds.open(this.#nextHop)
  }

  async #goElsewhere(): Promise<void> {
    this.#nextHop.connection.destroy()
    this.#nextHop = await this.#talk.connect('fresh')
  }
}
