import {
  type Attempt,
  answerChallenges,
  type GiveUp,
  type Opening,
  type Secret,
  type Send,
} from '@hopwise/auth'
import { channelBindingOf, isTrialInTime } from '@hopwise/auth/node'
import {
  bodyReader,
  type Framing,
  field,
  hasField,
  isIdempotent,
  type ResponseHead,
  responseFraming,
  valuesOf,
} from '@hopwise/http'
import { type AbsoluteRequest, formatAbsoluteRequest } from '../../core/absolute-request.ts'
import { challengeFault, ProxyFault, type ProxyFaultCode } from '../../core/proxy-fault.ts'
import { withProxyFields } from '../../core/proxy-fields.ts'
import { answerFrom } from '../answer-from.ts'
import type { Hop } from '../hop.ts'
import {
  isPersistent,
  type ReadContent,
  type ReceivedHead,
  readContent,
  readHead,
} from '../read-response.ts'
import { recheck } from '../recheck.ts'
import { challengesOf, openTunnel } from '../tunnel.ts'
import { isProxysOwn } from '../whose-challenge.ts'
import type { Wire } from '../wire.ts'
import type { Refusal } from './forwarding-socket.ts'
import { relayBothWays } from './relay-both-ways.ts'
import type { Upload } from './upload.ts'
import type { Written } from './written.ts'

export interface ForwardedExchangeOptions {
  readonly hop: Hop
  readonly request: AbsoluteRequest
  readonly framing: Framing
  readonly attempt: Attempt
  readonly upload: Upload
  readonly refusal: Refusal
  readonly written: Written
  /** From the exchange before, or fresh. */
  readonly wire: Wire | undefined
  readonly isSignedIn: boolean
  /** Told of each connection that takes the place of the one before. */
  adopt(wire: Wire): void
  /** Gives octets to the program; false when it has gone. */
  deliver(octets: Uint8Array): Promise<boolean>
  /** Whether the program still waits for the response. */
  isWanted(): boolean
}

export interface ForwardedOutcome {
  readonly mayGoOn: boolean
  readonly isSignedIn: boolean
}

/** One request of a program through a proxy, from its first sending to the end of its response. */
export class ForwardedExchange {
  readonly #options: ForwardedExchangeOptions
  readonly #sent: Secret[] = []
  #wire: Wire | undefined
  #isSignedIn: boolean
  /** Whether somebody has used the connection before this sending. */
  #isReused = true
  #step: Opening = { kind: 'bare' }
  /** Whether this sending waits for a word of the proxy, and whether that is worth while. */
  #isExpecting = false
  #knowsExpect = true

  constructor(options: ForwardedExchangeOptions) {
    this.#options = options
    this.#wire = options.wire?.isOpen ? options.wire : undefined
    this.#isSignedIn = options.isSignedIn && this.#wire !== undefined
  }

  async run(opening: Opening): Promise<ForwardedOutcome> {
    this.#step = opening
    const uploaded = this.#options.upload.run()
    // Its failure is looked at below; until then it must not count as nobody's.
    uploaded.catch(() => undefined)
    for (;;) {
      const wire = await this.#connection()
      const received = await this.#ask(wire)
      if (received === undefined) continue
      const { head } = received
      if (head.status === 417 && this.#isExpecting && this.#options.upload.isHeld) {
        // RFC 9110 §10.1.1: it was ours to ask, so it is ours to repeat without.
        this.#knowsExpect = false
        this.#leave()
        continue
      }
      if (head.status !== 407) {
        this.#settle(head)
        return this.#relay(wire, received, uploaded)
      }
      const relayed = await this.#challenged(wire, received)
      if (relayed) return this.#relay(wire, received, uploaded)
    }
  }

  async #connection(): Promise<Wire> {
    if (this.#wire?.isOpen) return this.#wire
    this.#isReused = false
    this.#isSignedIn = false
    this.#wire = await this.#options.hop.open(this.#options.request.target)
    this.#options.adopt(this.#wire)
    return this.#wire
  }

  /** The final head; undefined when a kept connection was closed as it was used again. */
  async #ask(wire: Wire): Promise<ReceivedHead | undefined> {
    const { upload } = this.#options
    const mustWait = this.#mustWait()
    this.#isExpecting = mustWait
    upload.hold()
    wire.write(this.#head(mustWait))
    if (!mustWait) upload.sendTo(wire)
    const timer = mustWait
      ? setTimeout(() => upload.sendTo(wire), this.#limits.continueWaitMs)
      : undefined
    try {
      return await this.#finalHead(wire, mustWait)
    } finally {
      clearTimeout(timer)
    }
  }

  get #limits() {
    return this.#options.hop.limits
  }

  /**
   * Content that is too large to be kept waits until the proxy has asked for credentials, or has not
   * for a while (RFC 9110 §10.1.1): otherwise the 407 would come when half of it is gone.
   */
  #mustWait(): boolean {
    const { framing, request } = this.#options
    const isProof = this.#step.kind === 'send' && this.#step.connection !== 'hold'
    if (this.#isSignedIn || isProof || !this.#knowsExpect) return false
    if (hasField(request.fields, 'expect')) return false
    if (framing.kind === 'length') return framing.bytes > this.#limits.replayBytesMax
    return framing.kind === 'chunked'
  }

  #head(mustWait: boolean): string {
    const more = mustWait ? [field('Expect', '100-continue')] : []
    if (this.#step.kind === 'send') {
      this.#sent.push(this.#step.value)
      more.push(field('Proxy-Authorization', this.#step.value.reveal()))
    }
    const { request, hop } = this.#options
    const fields = withProxyFields(request.fields, hop.fields)
    return formatAbsoluteRequest({ ...request, fields }, more)
  }

  async #finalHead(wire: Wire, mustWait: boolean): Promise<ReceivedHead | undefined> {
    const { upload, deliver } = this.#options
    for (let interim = 0; interim <= this.#limits.interimMax; interim++) {
      const received = await this.#nextHead(wire)
      if (received === undefined) return undefined
      const { status } = received.head
      if (status >= 200 || status === 101) return received
      if (status === 100 && mustWait) upload.sendTo(wire)
      // The program has not asked for this one.
      else await deliver(received.octets)
    }
    throw this.#fault('RESPONSE_MALFORMED', 'sent interim responses without end')
  }

  async #nextHead(wire: Wire): Promise<ReceivedHead | undefined> {
    try {
      const received = await readHead(wire)
      if ('head' in received) return received
      if (received.code !== 'NEXT_HOP_CLOSED' || !this.#mayRepeat()) {
        throw this.#fault(received.code, received.detail)
      }
    } catch (error) {
      if (!(error instanceof Error && 'syscall' in error) || !this.#mayRepeat()) throw error
    }
    this.#leave()
    if (this.#step.kind === 'send' && this.#step.connection !== 'any') this.#beginAnew()
    return undefined
  }

  /**
   * Whether a request may be sent again after silence: only on a connection that was kept and only
   * where twice is the same as once (RFC 9110 §9.2.2).
   */
  #mayRepeat(): boolean {
    const { upload, request, isWanted } = this.#options
    // A program that gives up closes the connection, too, and does not mean: once more.
    if (!isWanted()) return false
    return this.#isReused && upload.isRepeatable && isIdempotent(request.method)
  }

  /** Decides about a 407: true when the program gets it. */
  async #challenged(wire: Wire, { head }: ReceivedHead): Promise<boolean> {
    const { attempt, hop, upload, refusal } = this.#options
    const challenges = challengesOf(head)
    const mayBeOrigins = attempt.wouldBeRefused(challenges)
    if (mayBeOrigins && !(await isProxysOwn(hop, this.#options.request.target))) return true
    const wasSignedIn = this.#isSignedIn
    this.#isSignedIn = false
    const next = await answerChallenges(attempt, challenges, hop.answers, {
      channelBinding: channelBindingOf(wire.socket),
      recheck: (target) => recheck(hop, target, openTunnel),
      isInTime: isTrialInTime,
    })
    if (next.kind === 'give-up' || !upload.isRepeatable) {
      if (refusal !== 'fault') {
        refusal(this.#unanswered(head, NO_CONTENT, next))
        return true
      }
      const content = await this.#content(wire, head, this.#limits.evidenceBytesMax)
      throw this.#unanswered(head, content, next)
    }
    this.#step = next
    this.#isReused = true
    // Some close without having said so, and a request that must not be sent twice would be lost with
    // it. On a connection that is signed in Squid takes the beginning of a handshake for a refused end.
    const mayStay = isIdempotent(this.#options.request.method) || next.connection === 'same'
    const isPromising = mayStay && !wasSignedIn && upload.isComplete && isPersistent(head)
    const canGoOn = isPromising && (await this.#drain(wire, head))
    // What has come by now is noticed after a turn of the loop.
    if (canGoOn) await new Promise((resolve) => setImmediate(resolve))
    if (canGoOn && wire.isOpen) return false
    this.#leave()
    if (next.connection === 'same') this.#beginAnew()
    return false
  }

  #leave(): void {
    this.#wire?.destroy()
    this.#wire = undefined
    this.#options.upload.hold()
  }

  /** A handshake went with its connection: the next one is asked what it wants. */
  #beginAnew(): void {
    this.#options.attempt.connectionLost()
    this.#step = { kind: 'bare' }
  }

  /** Reads what stands behind a 407, so that its connection can go on; false when that is too much. */
  async #drain(wire: Wire, head: ResponseHead): Promise<boolean> {
    return (await this.#content(wire, head, 0)).isPast
  }

  async #content(wire: Wire, head: ResponseHead, keepMax: number): Promise<ReadContent> {
    const { request, hop } = this.#options
    const framed = responseFraming(request.method, head)
    if (framed.kind === 'malformed') return NO_CONTENT
    const { drainBytesMax, connectTimeoutMs } = this.#limits
    const timer = setTimeout(() => {
      const detail = `${hop.name} did not end its answer within ${connectTimeoutMs} ms`
      wire.fail(new ProxyFault('RESPONSE_TIMEOUT', detail, { proxy: hop.name }))
    }, connectTimeoutMs)
    try {
      return await readContent(wire, bodyReader(framed.framing), keepMax, drainBytesMax)
    } catch {
      // The head is there, and it is what counts.
      return NO_CONTENT
    } finally {
      clearTimeout(timer)
    }
  }

  #unanswered(head: ResponseHead, content: ReadContent, step: Send | GiveUp): ProxyFault {
    const { hop, request } = this.#options
    const answer = answerFrom(head, content, this.#sent)
    const evidence = { proxy: hop.name, target: request.target, answer }
    if (step.kind === 'give-up') return challengeFault(step, evidence)
    const detail = `${hop.name} asked for credentials when the content had been sent and was too large to keep`
    return new ProxyFault('CONTENT_NOT_REPEATABLE', detail, evidence)
  }

  #settle(head: ResponseHead): void {
    const info = valuesOf(head.fields, 'proxy-authentication-info')
    if (this.#options.attempt.settle(head.status, info) === 'wrong') {
      throw this.#fault(
        'PROXY_NOT_AUTHENTIC',
        'took the credentials and did not prove that it knows them',
      )
    }
    if (this.#step.kind === 'send' && this.#step.connection !== 'any') this.#isSignedIn = true
  }

  /** The response is the program's: head, content, and after 101 whatever both sides say. */
  async #relay(
    wire: Wire,
    { head, octets }: ReceivedHead,
    uploaded: Promise<boolean>,
  ): Promise<ForwardedOutcome> {
    const { deliver, upload, request } = this.#options
    upload.forget()
    const framed = responseFraming(request.method, head)
    if (framed.kind === 'malformed') {
      throw this.#fault('RESPONSE_MALFORMED', `sent ambiguous framing (${framed.reason})`)
    }
    await deliver(octets)
    if (head.status === 101) return this.#switch(wire)
    await this.#relayContent(wire, framed.framing)
    // Content that the proxy did not want to see is not sent to it after the answer.
    const isUploaded = upload.isComplete || (!upload.isHeld && (await uploaded))
    const mayGoOn = isUploaded && framed.framing.kind !== 'close' && isPersistent(head)
    return { mayGoOn, isSignedIn: this.#isSignedIn }
  }

  async #relayContent(wire: Wire, framing: Framing): Promise<void> {
    const reader = bodyReader(framing)
    let piece: Uint8Array = new Uint8Array(0)
    for (;;) {
      let at = 0
      let step = reader.next(piece, at)
      for (; step.kind === 'data'; step = reader.next(piece, at)) at = step.end
      if (step.kind === 'malformed') throw this.#fault('RESPONSE_MALFORMED', `sent ${step.reason}`)
      const end = step.kind === 'done' ? step.rest : piece.length
      const isWanted = await this.#options.deliver(piece.subarray(0, end))
      if (step.kind === 'done') return wire.giveBack(piece.subarray(end))
      if (!isWanted) return wire.destroy()
      const next = await wire.read()
      if (next === undefined) {
        if (reader.mayEndHere) return
        throw this.#fault('NEXT_HOP_CLOSED', 'closed the connection within a response')
      }
      piece = next
    }
  }

  /** Another protocol from here on: octets both ways until one side ends. */
  async #switch(wire: Wire): Promise<ForwardedOutcome> {
    const { written, deliver } = this.#options
    await relayBothWays(written, wire, deliver)
    return { mayGoOn: false, isSignedIn: false }
  }

  #fault(code: ProxyFaultCode, what: string): ProxyFault {
    const { hop, request } = this.#options
    return new ProxyFault(code, `${hop.name} ${what}`, { proxy: hop.name, target: request.target })
  }
}

const NO_CONTENT: ReadContent = { content: new Uint8Array(0), isWhole: false, isPast: false }
