import type { HeldContent } from '@hopwise/auth'
import { bodyReader } from '@hopwise/http'
import { Fault } from '@hopwise/journal'
import { awaitsContinue, type ForwardRequest } from '../core/receive.ts'
import { malformedContent, moreContent } from './client-content.ts'
import type { Connection } from './connection.ts'
import type { Engine } from './engine.ts'

/**
 * A request's content, read before it is forwarded because credentials cover it (RFC 7616 §3.4.3). What
 * was read is given back as the octets that came, so that whoever forwards it reads them anew, framing
 * and all. Nothing is read unless it is asked for.
 */
export class RequestContent implements HeldContent {
  /** How far it has been read: `passed` is whole, and what follows it is the next request. */
  state: 'untouched' | 'passing' | 'passed' = 'untouched'
  /** We have told the client to go on: it need not hear that from the origin, too. */
  hasSaidContinue = false
  readonly #request: ForwardRequest
  readonly #client: Connection
  readonly #engine: Engine
  /** As it came; where there is no transfer coding this is the content. */
  readonly #raw = new Growing()
  readonly #decoded: Growing
  #counted = 0

  constructor(request: ForwardRequest, client: Connection, engine: Engine) {
    this.#request = request
    this.#client = client
    this.#engine = engine
    this.#decoded = request.framing.kind === 'chunked' ? new Growing() : this.#raw
  }

  /** @throws {Fault} for content that is too large, malformed, late, or does not come */
  async octets(): Promise<Uint8Array> {
    if (this.state !== 'untouched') throw new TypeError('content is read once')
    const { framing } = this.#request
    if (framing.kind === 'length') this.#checkSize(framing.bytes)
    this.state = 'passing'
    this.#sayContinue()
    await this.#read()
    this.state = 'passed'
    return this.#decoded.octets
  }

  /** All of it, once it has been read; for who has to send it more than once. */
  get held(): Uint8Array | undefined {
    return this.state === 'passed' ? this.#decoded.octets : undefined
  }

  /** How much was read, framing and all. */
  get rawBytes(): number {
    return this.#raw.length
  }

  /** The client's connection has the content before it again. */
  giveBack(): void {
    if (this.state !== 'passed') return
    this.#client.unread(this.#raw.octets, 0)
    this.state = 'untouched'
  }

  /** The exchange is over: what was held no longer counts. */
  release(): void {
    this.#engine.heldContent.bytes -= this.#counted
    this.#counted = 0
  }

  /** RFC 9110 §10.1.1: not if content has come already, as it always does from some clients. */
  #sayContinue(): void {
    if (!awaitsContinue(this.#request) || this.#client.hasHeld) return
    this.hasSaidContinue = true
    this.#client.put('HTTP/1.1 100 Continue\r\n\r\n')
    this.#client.flush()
  }

  async #read(): Promise<void> {
    const { framing } = this.#request
    const reader = bodyReader(framing)
    let piece: Uint8Array = NOTHING
    let at = 0
    for (;;) {
      const step = reader.next(piece, at)
      switch (step.kind) {
        case 'data':
          if (this.#decoded !== this.#raw) this.#decoded.add(piece.subarray(step.start, step.end))
          at = step.end
          break
        case 'need-more':
          this.#keep(piece)
          piece = await moreContent(this.#client, this.#engine.patience.body)
          at = 0
          break
        case 'done':
          this.#keep(piece.subarray(0, step.rest))
          this.#client.unread(piece, step.rest)
          return
        case 'malformed':
          throw malformedContent(step.reason)
        default:
          step satisfies never
      }
    }
  }

  #keep(piece: Uint8Array): void {
    this.#raw.add(piece)
    this.#checkSize(this.#raw.length)
    this.#count(piece.length)
  }

  /** Chunk heads count: a chunk for each octet is larger than what it carries. */
  #checkSize(bytes: number): void {
    const { heldBytesMax } = this.#engine.limits
    if (bytes <= heldBytesMax) return
    throw new Fault(
      'BODY_TOO_LARGE',
      `credentials that cover the content are possible up to ${heldBytesMax} octets of it`,
    )
  }

  #count(bytes: number): void {
    const { heldContent, limits } = this.#engine
    this.#counted += bytes
    heldContent.bytes += bytes
    if (heldContent.bytes <= limits.heldInAllBytesMax) return
    throw new Fault('OVERLOADED', 'this proxy holds as much content as it may')
  }
}

/** Octets in one piece that grows: a client that sends them one by one must not cost an object each. */
class Growing {
  #space: Uint8Array = NOTHING
  length = 0

  add(piece: Uint8Array): void {
    const needed = this.length + piece.length
    if (needed > this.#space.length) {
      const space = new Uint8Array(Math.max(needed, 2 * this.#space.length))
      space.set(this.octets)
      this.#space = space
    }
    this.#space.set(piece, this.length)
    this.length = needed
  }

  get octets(): Uint8Array {
    return this.#space.subarray(0, this.length)
  }
}

const NOTHING = new Uint8Array(0)
