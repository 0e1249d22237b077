import {
  type BodyReader,
  CHUNK_END,
  type ConnectionOptions,
  chunkHead,
  type Framing,
  formatLastChunk,
} from '@hopwise/http'
import { Fault } from '@hopwise/journal'
import { returnableTrailers } from '../core/returnable.ts'
import type { Connection } from './connection.ts'
import type { NextHop } from './next-hop-pool.ts'

/**
 * Passes a response's content to the client, as far as it has come, without waiting: most responses
 * have come whole with their head, and then there is nothing to wait for.
 */
export class ContentRelay {
  readonly #nextHop: NextHop
  readonly #to: Connection
  readonly #reader: BodyReader
  /** Towards the client. */
  readonly #framing: Framing
  readonly #fromHop: ConnectionOptions
  #piece: Uint8Array = NOTHING
  #at = 0

  constructor(
    nextHop: NextHop,
    to: Connection,
    reader: BodyReader,
    framing: Framing,
    fromHop: ConnectionOptions,
  ) {
    this.#nextHop = nextHop
    this.#to = to
    this.#reader = reader
    this.#framing = framing
    this.#fromHop = fromHop
  }

  /** Puts what has come; the caller flushes. */
  pass(): 'done' | 'need-more' {
    for (;;) {
      const step = this.#reader.next(this.#piece, this.#at)
      switch (step.kind) {
        case 'data':
          this.#at = step.end
          this.#put(rangeOf(this.#piece, step.start, step.end))
          break
        case 'done':
          this.#nextHop.connection.unread(this.#piece, step.rest)
          if (this.#framing.kind === 'chunked') {
            this.#to.put(formatLastChunk(returnableTrailers(step.trailers, this.#fromHop)))
          }
          return 'done'
        case 'need-more': {
          const held = this.#nextHop.connection.take()
          if (held === undefined) return 'need-more'
          this.#piece = held
          this.#at = 0
          break
        }
        case 'malformed':
          throw this.#incomplete(`sent content that is not valid: ${step.reason}`)
        default:
          step satisfies never
      }
    }
  }

  /** More has come. */
  give(piece: Uint8Array): 'done' | 'need-more' {
    this.#piece = piece
    this.#at = 0
    return this.pass()
  }

  /** The next hop has closed: the content's end where the framing says so, a broken response elsewhere (RFC 9112 §8). */
  end(): void {
    if (!this.#reader.mayEndHere || this.#nextHop.connection.state !== 'ended') {
      throw this.#incomplete('closed in the middle of its response')
    }
    if (this.#framing.kind === 'chunked') this.#to.put(formatLastChunk([]))
  }

  #put(data: Uint8Array): void {
    if (this.#framing.kind !== 'chunked') {
      this.#to.put(data)
      return
    }
    this.#to.put(chunkHead(data.length))
    this.#to.put(data)
    this.#to.put(CHUNK_END)
  }

  #incomplete(what: string): Fault {
    return new Fault('RESPONSE_INCOMPLETE', `${this.#nextHop.address} ${what}`)
  }
}

/** A view is an allocation, and nearly always the whole piece is content. */
function rangeOf(piece: Uint8Array, start: number, end: number): Uint8Array {
  return start === 0 && end === piece.length ? piece : piece.subarray(start, end)
}

const NOTHING = new Uint8Array(0)
