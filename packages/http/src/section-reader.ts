import { type FieldProblem, type Fields, NO_FIELDS, readFieldSection } from './field-section.ts'
import type { HeadLimits } from './head-limits.ts'
import { latin1 } from './latin1.ts'
import type { Read } from './read.ts'

/**
 * Reads the field sections that one peer sends one after the other. Most repeat what they sent before,
 * octet by octet, and what was read once from those octets is what they mean: comparing them costs a
 * tenth of reading them. Who gets the same `Fields` again may also use again what was made of them
 * (decision 0041).
 *
 * What it remembers is one section of `SECTION_BYTES_MAX`, for as long as the connection lasts.
 */
export class SectionReader {
  readonly #limits: HeadLimits
  #text = ''
  #fields: Fields = NO_FIELDS

  constructor(limits: HeadLimits) {
    this.#limits = limits
  }

  /** As `readFieldSection`. */
  read(bytes: Uint8Array, from: number): Read<Fields, FieldProblem> {
    const end = from + this.#text.length
    if (endsAt(bytes, from, end) && latin1(bytes, from, end) === this.#text) {
      return { kind: 'done', value: this.#fields, rest: end }
    }
    const read = readFieldSection(bytes, from, this.#limits)
    if (read.kind === 'done' && read.rest - from <= SECTION_BYTES_MAX) {
      this.#text = latin1(bytes, from, read.rest)
      this.#fields = read.value
    }
    return read
  }
}

/** Whether a section may end there: a look at one octet saves most comparisons that would fail. */
function endsAt(bytes: Uint8Array, from: number, end: number): boolean {
  return end - from > EMPTY_LINE_BYTES && bytes[end - 1] === LF && bytes[end - 3] === LF
}

const LF = 10
const EMPTY_LINE_BYTES = 2
/** Thousands of connections may each hold one; fields beyond this are cookies, and change. */
const SECTION_BYTES_MAX = 2 * 1024
