import { Duplex } from 'node:stream'
import type { Destination } from '../../core/no-proxy.ts'
import { faultFrom } from '../fault-from.ts'
import type { Hop } from '../hop.ts'
import { Wire } from '../wire.ts'
import { ForwardedRequests, type Refusal } from './forwarded-requests.ts'
import { Written } from './written.ts'

/**
 * A connection to an origin, as far as a program's HTTP client can tell, that goes through a proxy
 * without a tunnel: requests written into it for an origin are sent in absolute-form, with credentials,
 * and a 407 is answered before the program sees it. One request at a time, as HTTP clients do.
 */
export class ForwardingSocket extends Duplex {
  /** What HTTP clients look at before they write. */
  connecting = false
  readonly #written = new Written()
  readonly #gone = new AbortController()
  readonly #requests: ForwardedRequests
  #wanted: (() => void) | undefined
  #timeoutMs = 0
  #isReferenced = true

  /** @param wire a connection to the proxy; `connect` is emitted for one that is still to come */
  constructor(hop: Hop, origin: Destination, wire: Wire | Promise<Wire>, refusal: Refusal) {
    super({ allowHalfOpen: false, highWaterMark: 64 * 1024 })
    this.#requests = new ForwardedRequests({
      hop,
      origin,
      refusal,
      written: this.#written,
      adopted: (adopted) => this.#follow(adopted),
      deliver: (octets) => this.#deliver(octets),
      gone: this.#gone.signal,
    })
    if (wire instanceof Wire) this.#requests.adopt(wire)
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
    const explained = error && this.#requests.explained(error)
    this.#gone.abort()
    this.#wire?.destroy()
    this.#written.end()
    this.#wanted?.()
    done(explained)
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

  get #wire(): Wire | undefined {
    return this.#requests.wire
  }

  async #serve(wire: Wire | Promise<Wire>): Promise<void> {
    if (!(wire instanceof Wire)) await this.#connect(wire)
    await this.#requests.run()
    this.push(null)
  }

  async #connect(opening: Promise<Wire>): Promise<void> {
    const wire = await opening
    if (this.destroyed) return wire.destroy()
    this.#requests.adopt(wire)
    this.connecting = false
    this.emit('connect')
    this.emit('ready')
  }

  /** From now on this connection is what happens to the program's. */
  #follow(wire: Wire): void {
    const { socket } = wire
    if (this.destroyed) socket.destroy()
    socket.setTimeout(this.#timeoutMs)
    socket.on('timeout', () => this.emit('timeout'))
    if (!this.#isReferenced) socket.unref()
    socket.once('close', () => {
      if (this.#wire === wire && this.#requests.isIdle) this.destroy()
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
}
