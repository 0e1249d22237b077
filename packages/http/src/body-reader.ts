import { ChunkedReader, type ChunkProblem } from './chunked-reader.ts'
import { type Fields, NO_FIELDS } from './field-section.ts'
import type { Framing } from './framing.ts'

/** One step through a body's octets. `data` is a range of the bytes given; go on at `end`. */
export type BodyStep =
  | { readonly kind: 'need-more' }
  | { readonly kind: 'data'; readonly start: number; readonly end: number }
  | { readonly kind: 'done'; readonly rest: number; readonly trailers: Fields }
  | { readonly kind: 'malformed'; readonly reason: ChunkProblem }

/** Reads a body step by step. Unlike a head it may be endless, so the reader keeps where it is. */
export interface BodyReader {
  next(bytes: Uint8Array, from: number): BodyStep
  /** Whether the end of the connection, now, is the end of the body. */
  readonly mayEndHere: boolean
}

export function bodyReader(framing: Framing): BodyReader {
  switch (framing.kind) {
    case 'none':
      return new LengthReader(0)
    case 'length':
      return new LengthReader(framing.bytes)
    case 'chunked':
      return new ChunkedReader()
    case 'close':
      return new UntilCloseReader()
    default:
      return framing satisfies never
  }
}

class LengthReader implements BodyReader {
  #left: number
  constructor(bytes: number) {
    this.#left = bytes
  }

  next(bytes: Uint8Array, from: number): BodyStep {
    if (this.#left === 0) return { kind: 'done', rest: from, trailers: NO_FIELDS }
    if (from >= bytes.length) return { kind: 'need-more' }
    const end = Math.min(bytes.length, from + this.#left)
    this.#left -= end - from
    return { kind: 'data', start: from, end }
  }

  get mayEndHere(): boolean {
    return this.#left === 0
  }
}

class UntilCloseReader implements BodyReader {
  readonly mayEndHere = true

  next(bytes: Uint8Array, from: number): BodyStep {
    if (from >= bytes.length) return { kind: 'need-more' }
    return { kind: 'data', start: from, end: bytes.length }
  }
}
