import type { Attempt, GiveUp, Opening, Secret, Send } from '@hopwise/auth'
import { type Framing, hasField, isIdempotent, type ResponseHead, valuesOf } from '@hopwise/http'
import type { AbsoluteRequest } from '../../core/absolute-request.ts'
import { challengeFault } from '../../core/challenge-fault.ts'
import { ProxyFault } from '../../core/proxy-fault.ts'
import { answerChallenge } from '../answer-challenge.ts'
import { answerFrom } from '../answer-from.ts'
import type { Hop } from '../hop.ts'
import { NO_CONTENT, readRefusal } from '../read-refusal.ts'
import { isPersistent, type ReadContent, type ReceivedHead } from '../read-response.ts'
import { challengesOf, openTunnel } from '../tunnel.ts'
import { isProxysOwn } from '../whose-challenge.ts'
import type { Wire } from '../wire.ts'
import type { Refusal } from './forwarded-requests.ts'
import { isSignedIn } from './is-signed-in.ts'
import { relayResponse } from './relay-response.ts'
import { sendOnce } from './send-once.ts'
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
  /** Aborts when the program does not wait for the response any more. */
  readonly gone: AbortSignal
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
    const { hop, request, gone } = this.#options
    this.#wire = await hop.open(request.target, gone)
    this.#options.adopt(this.#wire)
    return this.#wire
  }

  /** The final head; undefined when a kept connection was closed as it was used again. */
  async #ask(wire: Wire): Promise<ReceivedHead | undefined> {
    const step = this.#step
    this.#isExpecting = this.#mustWait()
    if (step.kind === 'send') this.#sent.push(step.value)
    const occasion = { step, isExpecting: this.#isExpecting, isReused: this.#isReused }
    const received = await sendOnce(wire, occasion, this.#options)
    if (received !== undefined) return received
    this.#leave()
    if (step.kind === 'send' && step.connection !== 'any') this.#beginAnew()
    return undefined
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

  /** Decides about a 407: true when the program gets it. */
  async #challenged(wire: Wire, { head }: ReceivedHead): Promise<boolean> {
    const { attempt, hop, upload, refusal } = this.#options
    const challenges = challengesOf(head)
    const mayBeOrigins = attempt.wouldBeRefused(challenges)
    if (mayBeOrigins && !(await isProxysOwn(hop, this.#options.request.target))) return true
    if (attempt.wouldEndHandshake(challenges) && (await this.#isLetThrough(wire, head))) return true
    const wasSignedIn = this.#isSignedIn
    this.#isSignedIn = false
    const { socket } = wire
    const next = await answerChallenge({ hop, attempt, challenges, socket }, openTunnel)
    if (next.kind === 'give-up' || !upload.isRepeatable) {
      if (refusal !== 'fault') {
        refusal(this.#unanswered(head, NO_CONTENT, next))
        return true
      }
      const content = await this.#readRefusal(wire, head, this.#limits.evidenceBytesMax)
      throw this.#unanswered(head, content, next)
    }
    this.#step = next
    this.#isReused = true
    // Some close without having said so, and a request that must not be sent twice would be lost with
    // it. On a connection that is signed in Squid takes the beginning of a handshake for a refused end.
    const mayStay = isIdempotent(this.#options.request.method) || next.connection === 'same'
    const isPromising = mayStay && !wasSignedIn && upload.isComplete && isPersistent(head)
    const canGoOn = isPromising && (await this.#readRefusal(wire, head, 0)).isPast
    // What has come by now is noticed after a turn of the loop.
    if (canGoOn) await new Promise((resolve) => setImmediate(resolve))
    if (canGoOn && wire.isOpen) return false
    this.#leave()
    if (next.connection === 'same') this.#beginAnew()
    return false
  }

  /** Whether the handshake was good, and the 407 behind it is the origin's. */
  async #isLetThrough(wire: Wire, head: ResponseHead): Promise<boolean> {
    const { attempt, hop, request, upload } = this.#options
    if (!upload.isComplete || !(await isSignedIn(wire, hop, request, head))) return false
    attempt.settle(200)
    return true
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

  #readRefusal(wire: Wire, head: ResponseHead, keepBytesMax: number): Promise<ReadContent> {
    const { drainBytesMax, connectTimeoutMs: timeoutMs } = this.#limits
    const limits = { keepBytesMax, drainBytesMax, timeoutMs }
    return readRefusal(wire, this.#options.request.method, head, limits)
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
      throw this.#options.hop.notAuthentic(this.#options.request.target)
    }
    if (this.#step.kind === 'send' && this.#step.connection !== 'any') this.#isSignedIn = true
  }

  async #relay(
    wire: Wire,
    received: ReceivedHead,
    uploaded: Promise<boolean>,
  ): Promise<ForwardedOutcome> {
    const mayGoOn = await relayResponse(wire, received, uploaded, this.#options)
    const isSwitched = received.head.status === 101
    return { mayGoOn, isSignedIn: this.#isSignedIn && !isSwitched }
  }
}
