import type { Socket } from 'node:net'
import { type Attempt, drive, type Opening, type Secret } from '@hopwise/auth'
import { field, formatRequestHead, type ResponseHead, valuesOf } from '@hopwise/http'
import { challengeFault } from '../core/challenge-fault.ts'
import { ProxyFault } from '../core/proxy-fault.ts'
import { answerChallenge } from './answer-challenge.ts'
import { answerFrom } from './answer-from.ts'
import { faultFrom } from './fault-from.ts'
import type { Hop } from './hop.ts'
import { readRefusal } from './read-refusal.ts'
import { isPersistent, type ReadContent, readFinalHead } from './read-response.ts'
import type { Wire } from './wire.ts'

/**
 * Opens a tunnel through a proxy: CONNECT, and whatever it takes to be let through. Resolves with the
 * socket of the tunnel; octets that came early are in it. Rejects with a `ProxyFault`, or with the
 * signal's reason.
 *
 * @param target `host:port`, as it stands in the request line
 */
export async function openTunnel(hop: Hop, target: string, signal?: AbortSignal): Promise<Socket> {
  const attempt = hop.asker.begin({ method: 'CONNECT', target })
  try {
    return await new Opener(hop, target, attempt, signal).run()
  } finally {
    attempt.abandon()
  }
}

/** What one CONNECT came to. */
type Heard =
  | { readonly kind: 'response'; readonly head: ResponseHead }
  /** A kept connection was closed at the very moment it was used again. */
  | { readonly kind: 'gone' }

class Opener {
  readonly #hop: Hop
  readonly #target: string
  readonly #attempt: Attempt
  readonly #signal: AbortSignal | undefined
  readonly #sent: Secret[] = []
  #wire: Wire | undefined
  #isReused = false

  constructor(hop: Hop, target: string, attempt: Attempt, signal: AbortSignal | undefined) {
    this.#hop = hop
    this.#target = target
    this.#attempt = attempt
    this.#signal = signal
  }

  async run(): Promise<Socket> {
    const onAbort = (): void => this.#wire?.fail(this.#signal?.reason as Error)
    this.#signal?.addEventListener('abort', onAbort, { once: true })
    try {
      return await this.#rounds()
    } catch (error) {
      this.#wire?.destroy()
      throw faultFrom(error, { proxy: this.#hop.name, target: this.#target })
    } finally {
      this.#signal?.removeEventListener('abort', onAbort)
    }
  }

  async #rounds(): Promise<Socket> {
    let step: Opening = await drive(this.#attempt.open(), this.#hop.answers)
    for (;;) {
      const wire = await this.#connection()
      const heard = await this.#ask(wire, step)
      if (heard.kind === 'gone') {
        step = await this.#afterLoss(step)
        continue
      }
      const { head } = heard
      if (head.status >= 200 && head.status < 300) return this.#opened(wire, head)
      const content = await this.#content(wire, head)
      this.#signal?.throwIfAborted()
      const challenges = this.#challengesIn(head)
      if (challenges === undefined) throw this.#refused(head, content)
      const { socket } = wire
      const challenged = { hop: this.#hop, attempt: this.#attempt, challenges, socket }
      const next = await answerChallenge(challenged, openTunnel)
      if (next.kind === 'give-up') {
        throw challengeFault(next, { ...this.#evidence(), answer: this.#answer(head, content) })
      }
      step = next
      this.#isReused = isPersistent(head) && content.isPast && wire.isOpen
      if (this.#isReused) continue
      this.#drop()
      // Its handshake went with the connection: the next one is asked what it wants.
      if (next.connection === 'same') step = await this.#afterLoss(step)
    }
  }

  /**
   * What a proxy that answers 407 wants. tinyproxy 1.11 answers wrong credentials to a CONNECT with a 401,
   * as if it were an origin: whoever was sent them has refused them.
   */
  #challengesIn(head: ResponseHead): readonly string[] | undefined {
    if (head.status === 407) return challengesOf(head)
    if (head.status !== 401 || this.#sent.length === 0) return undefined
    return valuesOf(head.fields, 'www-authenticate')
  }

  async #connection(): Promise<Wire> {
    if (this.#wire === undefined) {
      this.#isReused = false
      this.#wire = await this.#hop.open(this.#target, this.#signal)
      if (this.#signal?.aborted) throw this.#signal.reason
    }
    return this.#wire
  }

  async #ask(wire: Wire, step: Opening): Promise<Heard> {
    const fields = [field('Host', this.#target), ...this.#hop.fields]
    if (step.kind === 'send') {
      this.#sent.push(step.value)
      fields.push(field('Proxy-Authorization', step.value.reveal()))
    }
    const stop = this.#deadline(wire)
    try {
      wire.write(formatRequestHead('CONNECT', this.#target, fields))
      return await this.#finalHead(wire)
    } catch (error) {
      if (this.#isReused && !this.#signal?.aborted && isConnectionError(error)) return GONE
      throw error
    } finally {
      stop()
    }
  }

  async #finalHead(wire: Wire): Promise<Heard> {
    // 101 is no answer to a CONNECT, either: nothing was asked to be switched.
    const received = await readFinalHead(wire, { max: this.#hop.limits.interimMax })
    if ('head' in received) return { kind: 'response', head: received.head }
    const { code, detail } = received
    if (code === 'NEXT_HOP_CLOSED' && this.#isReused) return GONE
    throw this.#hop.fault(code, detail, this.#target)
  }

  /** Whatever is framed as content of a 2xx is the tunnel's (RFC 9110 §9.3.6). */
  #opened(wire: Wire, head: ResponseHead): Socket {
    const info = valuesOf(head.fields, 'proxy-authentication-info')
    if (this.#attempt.settle(head.status, info) === 'wrong') {
      throw this.#hop.notAuthentic(this.#target)
    }
    this.#wire = undefined
    return wire.release()
  }

  #content(wire: Wire, head: ResponseHead): Promise<ReadContent> {
    const { evidenceBytesMax, drainBytesMax, tunnelTimeoutMs } = this.#hop.limits
    const limits = { keepBytesMax: evidenceBytesMax, drainBytesMax, timeoutMs: tunnelTimeoutMs }
    return readRefusal(wire, 'CONNECT', head, limits)
  }

  #deadline(wire: Wire): () => void {
    const { tunnelTimeoutMs } = this.#hop.limits
    const timer = setTimeout(() => {
      const what = `did not answer the CONNECT within ${tunnelTimeoutMs} ms`
      wire.fail(this.#hop.fault('RESPONSE_TIMEOUT', what, this.#target))
    }, tunnelTimeoutMs)
    return () => clearTimeout(timer)
  }

  /** What to send on the connection that comes after one that is gone. */
  async #afterLoss(step: Opening): Promise<Opening> {
    this.#drop()
    if (step.kind === 'send' && step.connection === 'any') return step
    this.#attempt.connectionLost()
    return { kind: 'bare' }
  }

  #drop(): void {
    this.#wire?.destroy()
    this.#wire = undefined
  }

  #refused(head: ResponseHead, content: ReadContent): ProxyFault {
    this.#attempt.settle(head.status)
    const detail = `${this.#hop.name} answered ${head.status} to CONNECT ${this.#target}`
    const answer = this.#answer(head, content)
    return new ProxyFault('TUNNEL_REFUSED', detail, { ...this.#evidence(), answer })
  }

  #answer(head: ResponseHead, content: ReadContent) {
    return answerFrom(head, content, this.#sent)
  }

  #evidence() {
    return { proxy: this.#hop.name, target: this.#target }
  }
}

export function challengesOf({ fields }: ResponseHead): readonly string[] {
  return valuesOf(fields, 'proxy-authenticate')
}

function isConnectionError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error
}

const GONE: Heard = { kind: 'gone' }
