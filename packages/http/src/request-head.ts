import { type FieldProblem, type Fields, readFieldSection } from './field-section.ts'
import { HEAD_LIMITS, type HeadLimits } from './head-limits.ts'
import { latin1 } from './latin1.ts'
import { OCTETS, TCHAR, VCHAR } from './octets.ts'
import { NEED_MORE, type Read } from './read.ts'
import type { SectionReader } from './repeat-reader.ts'

/** A request's start line and fields, exactly as received. */
export interface RequestHead {
  readonly method: string
  readonly target: string
  readonly minorVersion: 0 | 1
  readonly fields: Fields
}

export type RequestHeadProblem =
  | FieldProblem
  | 'request-line-malformed'
  | 'method-malformed'
  | 'target-malformed'
  | 'target-too-long'
  | 'version-unsupported'

/**
 * Reads one request head (RFC 9112 §3) that starts at `from`.
 *
 *     request-line = method SP request-target SP HTTP-version CRLF
 *
 * Exactly one SP on either side: §3.2 warns that a line which is repaired is a line two parties read
 * differently. Empty lines before it are passed over (§2.2).
 *
 * Feed it again from the same offset when more has come; a caller that wants linear cost under
 * one-octet writes does so only when a line has ended (see `head-buffer.ts`).
 *
 * @param sections for who reads one head after the other from one peer; made with the same limits
 */
export function readRequestHead(
  bytes: Uint8Array,
  from: number,
  limits: HeadLimits = HEAD_LIMITS,
  sections?: SectionReader,
): Read<RequestHead, RequestHeadProblem> {
  const start = skipEmptyLines(bytes, from)
  if (start < 0) return malformed('request-line-malformed')
  const methodEnd = endOf(bytes, start, METHOD_BYTES_MAX, TCHAR)
  if (methodEnd === bytes.length) return NEED_MORE
  if (bytes[methodEnd] !== SP || methodEnd === start) return malformed('method-malformed')

  const targetStart = methodEnd + 1
  const targetEnd = endOf(bytes, targetStart, limits.targetBytesMax, VCHAR)
  if (targetEnd === bytes.length) return NEED_MORE
  if (targetEnd - targetStart >= limits.targetBytesMax) return malformed('target-too-long')
  if (bytes[targetEnd] !== SP || targetEnd === targetStart) return malformed('target-malformed')

  const versionStart = targetEnd + 1
  const minorVersion = readVersion(bytes, versionStart)
  if (typeof minorVersion !== 'number') return minorVersion
  const fieldsStart = versionStart + VERSION_LINE_BYTES
  const section = sections?.read(bytes, fieldsStart) ?? readFieldSection(bytes, fieldsStart, limits)
  if (section.kind !== 'done') return section
  return {
    kind: 'done',
    value: {
      method: latin1(bytes, start, methodEnd),
      target: latin1(bytes, targetStart, targetEnd),
      minorVersion,
      fields: section.value,
    },
    rest: section.rest,
  }
}

/** §2.2: a server SHOULD ignore at least one empty line before the request line. More than a few is no client of HTTP. */
function skipEmptyLines(bytes: Uint8Array, from: number): number {
  let at = from
  while (at + 1 < bytes.length && bytes[at] === CR && bytes[at + 1] === LF) {
    at += 2
    if (at - from > EMPTY_LINES_MAX * 2) return -1
  }
  // A lone CR may be the first half of an empty line; the method check refuses it once it is not.
  return bytes.length - at === 1 && bytes[at] === CR ? bytes.length : at
}

/** Where the run of octets of one class ends, looking no further than `max` of them. */
function endOf(bytes: Uint8Array, start: number, max: number, octetClass: number): number {
  const last = Math.min(bytes.length, start + max)
  let at = start
  while (at < last && (OCTETS[bytes[at]!]! & octetClass) !== 0) at++
  return at
}

/** `HTTP/1.0` or `HTTP/1.1`, and the line's end. Any other version is named as such: 505 is an answer, a guess is not. */
function readVersion(
  bytes: Uint8Array,
  start: number,
): 0 | 1 | { readonly kind: 'need-more' } | Read<never, RequestHeadProblem> {
  for (let i = 0; i < VERSION_PREFIX.length; i++) {
    if (start + i >= bytes.length) return NEED_MORE
    if (bytes[start + i] !== VERSION_PREFIX[i]) return malformed('request-line-malformed')
  }
  const at = start + VERSION_PREFIX.length
  if (at + VERSION_REST > bytes.length) return incompleteVersion(bytes, at)
  const [major, dot, minor] = [bytes[at]!, bytes[at + 1]!, bytes[at + 2]!]
  if (!isDigit(major) || dot !== DOT || !isDigit(minor)) return malformed('request-line-malformed')
  if (bytes[at + 3] !== CR || bytes[at + 4] !== LF) return malformed('line-end-malformed')
  if (major !== ONE || minor > ONE) return malformed('version-unsupported')
  return minor === ONE ? 1 : 0
}

function incompleteVersion(bytes: Uint8Array, at: number): Read<never, RequestHeadProblem> {
  const shape = [isDigit, isDot, isDigit, isCr] as const
  for (let i = 0; at + i < bytes.length; i++) {
    if (!shape[i]!(bytes[at + i]!)) return malformed('request-line-malformed')
  }
  return NEED_MORE
}

const isDigit = (octet: number): boolean => octet >= 48 && octet <= 57
const isDot = (octet: number): boolean => octet === DOT
const isCr = (octet: number): boolean => octet === CR

function malformed(reason: RequestHeadProblem): Read<never, RequestHeadProblem> {
  return { kind: 'malformed', reason }
}

const CR = 13
const LF = 10
const SP = 32
const DOT = 46
const ONE = 49
/** The longest registered method has 17 octets (UPDATEREDIRECTREF). */
const METHOD_BYTES_MAX = 64
const EMPTY_LINES_MAX = 4
const VERSION_PREFIX = [72, 84, 84, 80, 47] // "HTTP/"
const VERSION_REST = 5 // "1.1" CR LF
const VERSION_LINE_BYTES = VERSION_PREFIX.length + VERSION_REST
