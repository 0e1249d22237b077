import { Duplex } from 'node:stream'
import { drive, type Opening } from '@hopwise/auth'
import {
  connectionOptions,
  type Framing,
  formatAuthority,
  formatRequestHead,
  HeadBuffer,
  NEED_MORE,
  type RequestHead,
  readRequestHead,
  requestFraming,
} from '@hopwise/http'
import { absoluteRequest } from '../../core/absolute-request.ts'
import type { Destination } from '../../core/no-proxy.ts'
import { ProxyFault } from '../../core/proxy-fault.ts'
import { faultFrom } from '../fault-from.ts'
import type { Hop } from '../hop.ts'
import { openTunnel } from '../tunnel.ts'
import { Wire } from '../wire.ts'
import { ForwardedExchange } from './forwarded-exchange.ts'
import { mannerOf } from './manner.ts'
import { relayBothWays } from './relay-both-ways.ts'
import { Upload } from './upload.ts'
import { Written } from './written.ts'

/**
 * What becomes of a 407 that cannot be answered: the request fails with a `ProxyFault`, or the program
 * gets it as a response, and somebody is told the fault that it would have been. `fetch` throws a 407
 * away, so there it is `fault`.
 */
export type Refusal = 'fault' | ((fault: ProxyFault) => void)

/**
 * A connection to an origin, as far as a program's HTTP client can tell, that goes through a proxy
 * without a tunnel: requests written into it for an origin are sent in absolute-form, with credentials,
 * and a 407 is answered before the program sees it. One request at a time, as HTTP clients do.
 */
export class ForwardingSocket extends Duplex {
  /** What HTTP clients look at before they write. */
  connecting = false
  readonly #hop: Hop
  readonly #origin: Destination
  readonly #refusal: Refusal
  readonly #written = new Written()
  #wire: Wire | undefined
  /** Who has signed in on this connection for all of it. */
  #isSignedIn = false
  #isIdle = true
  #wanted: (() => void) | undefined
  #timeoutMs = 0
  #isReferenced = true

  /** @param wire a connection to the proxy; `connect` is emitted for one that is still to come */
  constructor(hop: Hop, origin: Destination, wire: Wire | Promise<Wire>, refusal: Refusal) {
    super({ allowHalfOpen: false, highWaterMark: 64 * 1024 })
    this.#hop = hop
    this.#origin = origin
    this.#refusal = refusal
    if (wire instanceof Wire) this.#adopt(wire)
    else this.connecting = true
    this.#serve(wire).catch((error: unknown) => {
      this.destroy(faultFrom(error, { proxy: hop.name }) as Error)
    })
  }

  override _write(octets: Uint8Array, _encoding: string, taken: () => void): void {
    this.#written.add(octets, taken)
  }

  override _final(done: () => void): void {
    this.#written.end()
    done()
  }

  override _read(): void {
    this.#wanted?.()
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#wire?.destroy()
    this.#written.end()
    this.#wanted?.()
    done(error)
  }

  get remoteAddress(): string | undefined {
    return this.#wire?.socket.remoteAddress
  }
  get remotePort(): number | undefined {
    return this.#wire?.socket.remotePort
  }

  /** As of `net.Socket`: what passes between the proxy and us counts as activity. */
  setTimeout(ms: number, listener?: () => void): this {
    this.#timeoutMs = ms
    this.#wire?.socket.setTimeout(ms)
    if (listener) this.once('timeout', listener)
    return this
  }
  setNoDelay(): this {
    return this
  }
  setKeepAlive(enable?: boolean, delayMs?: number): this {
    this.#wire?.socket.setKeepAlive(enable, delayMs)
    return this
  }
  ref(): this {
    this.#isReferenced = true
    this.#wire?.socket.ref()
    return this
  }
  unref(): this {
    this.#isReferenced = false
    this.#wire?.socket.unref()
    return this
  }
  destroySoon(): void {
    if (this.writableFinished) this.destroy()
    else this.end(() => this.destroy())
  }

  async #serve(wire: Wire | Promise<Wire>): Promise<void> {
    if (!(wire instanceof Wire)) await this.#connect(wire)
    for (;;) {
      const head = await this.#requestHead()
      if (head === undefined) return void this.push(null)
      this.#isIdle = false
      const mayGoOn = await this.#exchange(head)
      if (!mayGoOn || !this.#wire?.isOpen) return void this.push(null)
      this.#isIdle = true
    }
  }

  async #connect(opening: Promise<Wire>): Promise<void> {
    const wire = await opening
    if (this.destroyed) return wire.destroy()
    this.#adopt(wire)
    this.connecting = false
    this.emit('connect')
    this.emit('ready')
  }

  async #requestHead(): Promise<RequestHead | undefined> {
    const buffer = new HeadBuffer()
    for (;;) {
      const piece = await this.#written.read()
      if (piece === undefined) return undefined
      const read = buffer.read(piece, (bytes) =>
        bytes.length === 0 ? NEED_MORE : readRequestHead(bytes, 0),
      )
      if (read.kind === 'malformed') throw this.#malformed(read.reason)
      if (read.kind === 'need-more') continue
      this.#written.giveBack(buffer.bytes.slice(read.rest))
      return read.value
    }
  }

  /** Whether another request may follow. */
  async #exchange(head: RequestHead): Promise<boolean> {
    const framed = requestFraming(head)
    if (framed.kind === 'malformed') throw this.#malformed(framed.reason)
    const manner = mannerOf(head, this.#hop, this.#origin)
    switch (typeof manner === 'string' ? manner : await manner) {
      case 'tunnel':
        return this.#tunnel(head.target)
      case 'websocket':
        return this.#webSocket(head)
      case 'left-alone':
        return this.#leaveAlone(head)
      case 'forwarded':
        return this.#forward(head, framed.framing)
    }
  }

  async #forward(head: RequestHead, framing: Framing): Promise<boolean> {
    const { limits, asker, answers } = this.#hop
    const request = absoluteRequest(head, this.#origin)
    const { method, target } = request
    const content = framing.kind === 'none' ? undefined : 'streamed'
    const attempt = asker.begin({ method, target, content })
    try {
      const isSignedIn = this.#isSignedIn && this.#wire?.isOpen === true
      const opening: Opening = isSignedIn ? { kind: 'bare' } : await drive(attempt.open(), answers)
      const upload = new Upload(this.#written, framing, limits.replayBytesMax)
      const exchange = new ForwardedExchange({
        hop: this.#hop,
        request,
        framing,
        attempt,
        upload,
        refusal: this.#refusal,
        written: this.#written,
        wire: this.#wire,
        isSignedIn,
        adopt: (wire) => this.#adopt(wire),
        deliver: (octets) => this.#deliver(octets),
        isWanted: () => !this.destroyed,
      })
      const outcome = await exchange.run(opening)
      this.#isSignedIn = outcome.isSignedIn
      return outcome.mayGoOn && !connectionOptions(head.fields).close
    } finally {
      attempt.abandon()
    }
  }

  /**
   * A program that speaks to the proxy itself (request, tunnel-agent and hpagent do) has asked for a
   * tunnel: it gets one, with all rounds behind it. To an origin there is nothing to ask that for.
   */
  async #tunnel(target: string): Promise<boolean> {
    if (!this.#hop.isAt(this.#origin)) {
      throw this.#malformed('CONNECT goes to a proxy, not to an origin')
    }
    await this.#openTunnel(target)
    await this.#deliver(Buffer.from('HTTP/1.1 200 Connection established\r\n\r\n'))
    return this.#relayFrom('')
  }

  /** Octets both ways, from this request on. */
  async #leaveAlone({ method, target, fields }: RequestHead): Promise<boolean> {
    if (!this.#wire?.isOpen) this.#adopt(await this.#hop.open(this.#hop.name))
    return this.#relayFrom(formatRequestHead(method, target, fields))
  }

  async #webSocket(head: RequestHead): Promise<boolean> {
    const { host, port } = this.#origin
    await this.#openTunnel(formatAuthority(host, port))
    const { method, fields } = absoluteRequest(head, this.#origin)
    return this.#relayFrom(formatRequestHead(method, head.target, fields))
  }

  async #openTunnel(target: string): Promise<void> {
    this.#wire?.destroy()
    this.#adopt(new Wire(await openTunnel(this.#hop, target)))
  }

  async #relayFrom(head: string): Promise<boolean> {
    const wire = this.#wire as Wire
    wire.write(head)
    await relayBothWays(this.#written, wire, (octets) => this.#deliver(octets))
    return false
  }

  #adopt(wire: Wire): void {
    this.#wire = wire
    const { socket } = wire
    socket.setTimeout(this.#timeoutMs)
    socket.on('timeout', () => this.emit('timeout'))
    if (!this.#isReferenced) socket.unref()
    socket.once('close', () => {
      if (this.#wire === wire && this.#isIdle) this.destroy()
    })
  }

  /** Resolves when the program wants more; false when it has gone. */
  async #deliver(octets: Uint8Array): Promise<boolean> {
    if (this.destroyed) return false
    if (octets.length === 0 || this.push(octets)) return true
    await new Promise<void>((resolve) => {
      this.#wanted = resolve
    })
    this.#wanted = undefined
    return !this.destroyed
  }

  #malformed(reason: string): ProxyFault {
    const detail = `The program wrote a request that no proxy can be given: ${reason}`
    return new ProxyFault('REQUEST_MALFORMED', detail, { proxy: this.#hop.name })
  }
}
