import { fieldKey } from './field-names.ts'
import type { HeadLimits } from './head-limits.ts'
import { latin1 } from './latin1.ts'
import { FIELD_CONTENT, OCTETS, TCHAR } from './octets.ts'
import { NEED_MORE, type Read } from './read.ts'

/**
 * A field line as it was received (RFC 9112 §5). `name` keeps its case and `value` its octets (as
 * latin1 text, without the white space around it); `key` is the name in lower case, to compare with.
 */
export interface FieldLine {
  readonly name: string
  readonly value: string
  readonly key: string
}

export type Fields = readonly FieldLine[]

export const NO_FIELDS: Fields = []

export type FieldProblem =
  | 'field-name-malformed'
  | 'field-value-malformed'
  | 'space-before-colon'
  | 'line-folded'
  | 'line-end-malformed'
  | 'fields-too-large'
  | 'fields-too-many'

/**
 * Reads `*( field-line CRLF ) CRLF` (RFC 9112 §2.1), one look at each octet.
 *
 * Strict where leniency has been used for smuggling: lines end in CRLF only (a bare CR or LF is
 * refused, §2.2), no white space before the colon (§5.1), no obs-fold (§5.2), no control characters
 * in values (RFC 9110 §5.5).
 */
export function readFieldSection(
  bytes: Uint8Array,
  from: number,
  limits: HeadLimits,
): Read<Fields, FieldProblem> {
  const marks: number[] = []
  const last = Math.min(bytes.length, from + limits.fieldBytesMax)
  let at = from
  while (at < last) {
    if (bytes[at] === CR) {
      if (at + 1 >= last) break
      if (bytes[at + 1] !== LF) return malformed('line-end-malformed')
      return { kind: 'done', value: sliceLines(bytes, from, at, marks), rest: at + 2 }
    }
    if (marks.length >= limits.fieldLinesMax * 4) return malformed('fields-too-many')
    const next = markLine(bytes, at, last, marks)
    if (next === NOT_YET) break
    if (next < 0) return malformed(PROBLEMS[-next]!)
    at = next
  }
  return bytes.length - from >= limits.fieldBytesMax ? malformed('fields-too-large') : NEED_MORE
}

/** Notes where one line's name and value start and end; returns where the next line starts, or a problem as a negative number. */
function markLine(bytes: Uint8Array, at: number, last: number, marks: number[]): number {
  let i = at
  while (i < last && (OCTETS[bytes[i]!]! & TCHAR) !== 0) i++
  if (i === last) return NOT_YET
  if (bytes[i] !== COLON || i === at) return nameProblem(bytes, at, i)
  const nameEnd = i++
  while (i < last && isSpace(bytes[i]!)) i++
  const valueStart = i
  while (i < last && (OCTETS[bytes[i]!]! & FIELD_CONTENT) !== 0) i++
  if (i + 1 >= last) return i < last && bytes[i] !== CR ? valueProblem(bytes[i]!) : NOT_YET
  if (bytes[i] !== CR || bytes[i + 1] !== LF) return valueProblem(bytes[i]!)
  let valueEnd = i
  while (valueEnd > valueStart && isSpace(bytes[valueEnd - 1]!)) valueEnd--
  marks.push(at, nameEnd, valueStart, valueEnd)
  return i + 2
}

function sliceLines(bytes: Uint8Array, from: number, end: number, marks: number[]): Fields {
  if (marks.length === 0) return NO_FIELDS
  const text = latin1(bytes, from, end)
  const fields: FieldLine[] = []
  for (let i = 0; i < marks.length; i += 4) {
    const name = text.slice(marks[i]! - from, marks[i + 1]! - from)
    const value = text.slice(marks[i + 2]! - from, marks[i + 3]! - from)
    fields.push({ name, value, key: fieldKey(name) })
  }
  return fields
}

function nameProblem(bytes: Uint8Array, at: number, i: number): number {
  const octet = bytes[i]!
  if (isSpace(octet)) return i === at ? LINE_FOLDED : SPACE_BEFORE_COLON
  return octet === LF || octet === CR ? LINE_END : NAME
}

function valueProblem(octet: number): number {
  return octet === LF || octet === CR ? LINE_END : VALUE
}

function isSpace(octet: number): boolean {
  return octet === 0x20 || octet === 0x09
}

function malformed(reason: FieldProblem): Read<never, FieldProblem> {
  return { kind: 'malformed', reason }
}

const CR = 13
const LF = 10
const COLON = 58

// Offsets are never negative, so one number tells both; zero is where no second line can start.
const NOT_YET = 0
const NAME = -1
const VALUE = -2
const SPACE_BEFORE_COLON = -3
const LINE_FOLDED = -4
const LINE_END = -5
const PROBLEMS: readonly (FieldProblem | undefined)[] = [
  undefined,
  'field-name-malformed',
  'field-value-malformed',
  'space-before-colon',
  'line-folded',
  'line-end-malformed',
]
