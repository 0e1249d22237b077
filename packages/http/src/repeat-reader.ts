import { type FieldProblem, type Fields, readFieldSection } from './field-section.ts'
import type { HeadLimits } from './head-limits.ts'
import { latin1 } from './latin1.ts'
import type { Read } from './read.ts'
import { type ResponseHead, type ResponseHeadProblem, readResponseHead } from './response-head.ts'

/**
 * Reads what one peer sends time and again: much of it is what was sent before, octet by octet, and
 * what was once read from those octets is what they mean. Comparing costs a tenth of reading. Who gets
 * the same value again may also use again what was made of it (decision 0041).
 *
 * For readers of something that ends with an empty line. What is kept is one piece of text of
 * `KEPT_BYTES_MAX`, for as long as the connection lasts.
 */
export class RepeatReader<T, Reason extends string> {
  readonly #read: (bytes: Uint8Array, from: number) => Read<T, Reason>
  #text = ''
  #value: T | undefined

  constructor(read: (bytes: Uint8Array, from: number) => Read<T, Reason>) {
    this.#read = read
  }

  read(bytes: Uint8Array, from: number): Read<T, Reason> {
    const end = from + this.#text.length
    if (
      this.#value !== undefined &&
      endsAt(bytes, end) &&
      latin1(bytes, from, end) === this.#text
    ) {
      return { kind: 'done', value: this.#value, rest: end }
    }
    const read = this.#read(bytes, from)
    if (read.kind === 'done' && read.rest - from <= KEPT_BYTES_MAX) {
      this.#text = latin1(bytes, from, read.rest)
      this.#value = read.value
    }
    return read
  }
}

/** Reads the field sections of one peer. */
export type SectionReader = RepeatReader<Fields, FieldProblem>

export function sectionReader(limits: HeadLimits): SectionReader {
  return new RepeatReader((bytes, from) => readFieldSection(bytes, from, limits))
}

/** Reads the response heads of one peer. */
export type ResponseHeadReader = RepeatReader<ResponseHead, ResponseHeadProblem>

export function responseHeadReader(limits: HeadLimits): ResponseHeadReader {
  return new RepeatReader((bytes, from) => readResponseHead(bytes, from, limits))
}

/** A look at one octet saves most comparisons that would fail. */
function endsAt(bytes: Uint8Array, end: number): boolean {
  return bytes[end - 1] === LF && bytes[end - 3] === LF
}

const LF = 10
/** Thousands of connections may each hold as much; what is longer has cookies in it, and changes. */
const KEPT_BYTES_MAX = 2 * 1024
