import { drive, type Opening } from '@hopwise/auth'
import {
  connectionOptions,
  formatAuthority,
  formatRequestHead,
  type RequestHead,
} from '@hopwise/http'
import { absoluteRequest } from '../../core/absolute-request.ts'
import type { Destination } from '../../core/no-proxy.ts'
import type { ProxyFault } from '../../core/proxy-fault.ts'
import { faultOfSilence } from '../fault-of-undici.ts'
import type { Hop } from '../hop.ts'
import { openTunnel } from '../tunnel.ts'
import { Wire } from '../wire.ts'
import { ForwardedExchange } from './forwarded-exchange.ts'
import { mannerOf } from './manner.ts'
import { relayBothWays } from './relay-both-ways.ts'
import { Upload } from './upload.ts'
import type { Written } from './written.ts'
import { malformedRequest, readWrittenRequest, type WrittenRequest } from './written-request.ts'

/**
 * What becomes of a 407 that cannot be answered: the request fails with a `ProxyFault`, or the program
 * gets it as a response, and somebody is told the fault that it would have been. `fetch` throws a 407
 * away, so there it is `fault`.
 */
export type Refusal = 'fault' | ((fault: ProxyFault) => void)

export interface ForwardedRequestsOptions {
  readonly hop: Hop
  readonly origin: Destination
  readonly refusal: Refusal
  readonly written: Written
  /** Told of each connection to the proxy that takes the place of the one before. */
  adopted(wire: Wire): void
  /** Gives octets to the program; false when it has gone. */
  deliver(octets: Uint8Array): Promise<boolean>
  /** Aborts when the program has gone. */
  readonly gone: AbortSignal
}

/** What a program writes on one connection, request by request, each passed on in its manner. */
export class ForwardedRequests {
  readonly #options: ForwardedRequestsOptions
  #wire: Wire | undefined
  /** Who has signed in on this connection for all of it. */
  #isSignedIn = false
  #isIdle = true
  /** What the proxy is asked for in absolute-form. */
  #target: string | undefined

  constructor(options: ForwardedRequestsOptions) {
    this.#options = options
  }

  get wire(): Wire | undefined {
    return this.#wire
  }

  /** Whether nobody waits for a response. */
  get isIdle(): boolean {
    return this.#isIdle
  }

  adopt(wire: Wire): void {
    this.#wire = wire
    this.#options.adopted(wire)
  }

  /** What the program ended its connection with, said as the proxy's fault where it is that. */
  explained(error: Error): Error {
    if (this.#target === undefined) return error
    return faultOfSilence(error, this.#hop.name, this.#target) ?? error
  }

  /** Resolves when no other request can follow. */
  async run(): Promise<void> {
    for (;;) {
      const request = await readWrittenRequest(this.#options.written, this.#hop.name)
      if (request === undefined) return
      this.#isIdle = false
      const mayGoOn = await this.#passOn(request)
      if (!mayGoOn || !this.#wire?.isOpen) return
      this.#isIdle = true
    }
  }

  get #hop(): Hop {
    return this.#options.hop
  }

  /** Whether another request may follow. */
  async #passOn(request: WrittenRequest): Promise<boolean> {
    const { head } = request
    const manner = mannerOf(head, this.#hop, this.#options.origin)
    switch (typeof manner === 'string' ? manner : await manner) {
      case 'tunnel':
        return this.#tunnel(head.target)
      case 'websocket':
        return this.#webSocket(head)
      case 'left-alone':
        return this.#leaveAlone(head)
      case 'forwarded':
        return this.#forward(request)
    }
  }

  async #forward({ head, framing }: WrittenRequest): Promise<boolean> {
    const { limits, asker, answers } = this.#hop
    const { origin, written, deliver, gone, refusal } = this.#options
    const request = absoluteRequest(head, origin)
    const { method, target } = request
    const content = framing.kind === 'none' ? undefined : 'streamed'
    const attempt = asker.begin({ method, target, content })
    this.#target = target
    try {
      const isSignedIn = this.#isSignedIn && this.#wire?.isOpen === true
      const opening: Opening = isSignedIn ? { kind: 'bare' } : await drive(attempt.open(), answers)
      const exchange = new ForwardedExchange({
        hop: this.#hop,
        request,
        framing,
        attempt,
        upload: new Upload(written, framing, limits.replayBytesMax),
        refusal,
        written,
        wire: this.#wire,
        isSignedIn,
        adopt: (wire) => this.adopt(wire),
        deliver,
        gone,
      })
      const outcome = await exchange.run(opening)
      this.#isSignedIn = outcome.isSignedIn
      return outcome.mayGoOn && !connectionOptions(head.fields).close
    } finally {
      this.#target = undefined
      attempt.abandon()
    }
  }

  /**
   * A program that speaks to the proxy itself (request, tunnel-agent and hpagent do) has asked for a
   * tunnel: it gets one, with all rounds behind it. To an origin there is nothing to ask that for.
   */
  async #tunnel(target: string): Promise<boolean> {
    if (!this.#hop.isAt(this.#options.origin)) {
      throw malformedRequest('CONNECT goes to a proxy, not to an origin', this.#hop.name)
    }
    await this.#openTunnel(target)
    await this.#options.deliver(Buffer.from('HTTP/1.1 200 Connection established\r\n\r\n'))
    return this.#relayFrom('')
  }

  /** Octets both ways, from this request on. */
  async #leaveAlone({ method, target, fields }: RequestHead): Promise<boolean> {
    if (!this.#wire?.isOpen) this.adopt(await this.#hop.open(this.#hop.name, this.#options.gone))
    return this.#relayFrom(formatRequestHead(method, target, fields))
  }

  async #webSocket(head: RequestHead): Promise<boolean> {
    const { origin } = this.#options
    await this.#openTunnel(formatAuthority(origin.host, origin.port))
    const { method, fields } = absoluteRequest(head, origin)
    return this.#relayFrom(formatRequestHead(method, head.target, fields))
  }

  async #openTunnel(target: string): Promise<void> {
    this.#wire?.destroy()
    this.adopt(new Wire(await openTunnel(this.#hop, target, this.#options.gone)))
  }

  async #relayFrom(head: string): Promise<boolean> {
    const wire = this.#wire as Wire
    wire.write(head)
    await relayBothWays(this.#options.written, wire, this.#options.deliver)
    return false
  }
}
