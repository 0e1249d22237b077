import { bodyReader, CHUNK_END, chunkHead, formatLastChunk } from '@hopwise/http'
import { Fault } from '@hopwise/journal'
import { awaitsContinue, type ForwardRequest } from '../core/receive.ts'
import { returnableTrailers } from '../core/returnable.ts'
import { malformedContent, moreContent } from './client-content.ts'
import type { Connection } from './connection.ts'
import type { Engine } from './engine.ts'
import type { Exchange } from './exchange.ts'

/**
 * A request's content on its way to the next hop, beside the response that may already be coming
 * back. Whatever ends it early is told to whoever waits for that response.
 */
export class Upload {
  /** The content has been passed on whole. */
  isFinished = false
  /** No more is read from the client, whyever. */
  isDone = false
  /** Settles when `isDone`; never rejects. */
  readonly done: Promise<void>
  /** Why it ended early. */
  fault: Fault | undefined
  #isAbandoned = false
  #mayBegin: boolean
  #contentBytes = 0
  readonly #request: ForwardRequest
  readonly #exchange: Exchange
  readonly #client: Connection
  readonly #nextHop: Connection
  readonly #engine: Engine

  constructor(
    request: ForwardRequest,
    exchange: Exchange,
    client: Connection,
    nextHop: Connection,
    engine: Engine,
  ) {
    this.#request = request
    this.#exchange = exchange
    this.#client = client
    this.#nextHop = nextHop
    this.#engine = engine
    this.#mayBegin = !awaitsContinue(request)
    this.done = this.#run()
  }

  /** The client has its 100 (RFC 9110 §10.1.1): from now on it is the one who is waited for. */
  begin(): void {
    this.#mayBegin = true
    this.#client.extend(this.#engine.patience.body)
  }

  /** From now on what the client sends is read and dropped: the answer is on its way already. */
  async abandon(): Promise<void> {
    this.#isAbandoned = true
    const timer = setTimeout(
      () => this.#client.fail(new Fault('BODY_TIMEOUT', 'the client did not stop sending')),
      this.#engine.limits.lingerTimeoutMs,
    )
    await this.done
    clearTimeout(timer)
  }

  async #run(): Promise<void> {
    try {
      await this.#pass()
    } catch (error) {
      const isFault = error instanceof Fault
      if (!isFault) this.#engine.onBug(error)
      const fault = isFault ? error : new Fault('INTERNAL_ERROR', 'passing the content on failed')
      this.fault = fault
      this.#nextHop.fail(fault)
    } finally {
      this.isDone = true
    }
  }

  async #pass(): Promise<void> {
    const { framing } = this.#request
    const reader = bodyReader(framing)
    let piece: Uint8Array = NOTHING
    let at = 0
    for (;;) {
      const step = reader.next(piece, at)
      switch (step.kind) {
        case 'data':
          this.#count(step.end - at)
          this.#countContent(step.end - step.start)
          at = step.end
          await this.#send(piece.subarray(step.start, step.end))
          break
        case 'need-more':
          this.#count(piece.length - at)
          piece = await this.#more()
          at = 0
          break
        case 'done': {
          this.#count(step.rest - at)
          this.#client.unread(piece, step.rest)
          const { connection } = this.#request
          const trailers = returnableTrailers(step.trailers, connection)
          if (framing.kind === 'chunked') await this.#send(formatLastChunk(trailers))
          this.isFinished = true
          return
        }
        case 'malformed':
          throw malformedContent(step.reason)
        default:
          step satisfies never
      }
    }
  }

  #more(): Promise<Uint8Array> {
    const { patience } = this.#engine
    return moreContent(this.#client, this.#mayBegin ? patience.body : patience.forever)
  }

  async #send(part: string | Uint8Array): Promise<void> {
    if (this.#isAbandoned) return
    const hop = this.#nextHop
    if (typeof part === 'string') hop.put(part)
    else if (this.#request.framing.kind === 'chunked') {
      hop.put(chunkHead(part.length))
      hop.put(part)
      hop.put(CHUNK_END)
    } else hop.put(part)
    const flows = hop.flush()
    hop.extend()
    if (!flows) await hop.drained(this.#engine.patience.relay)
  }

  #count(bytes: number): void {
    this.#exchange.fromClientBytes += bytes
  }

  #countContent(bytes: number): void {
    this.#contentBytes += bytes
    if (this.#contentBytes <= this.#engine.limits.bodyBytesMax) return
    throw new Fault(
      'BODY_TOO_LARGE',
      `the content is larger than ${this.#engine.limits.bodyBytesMax} octets`,
    )
  }
}

const NOTHING = new Uint8Array(0)
