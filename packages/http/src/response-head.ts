import { type FieldProblem, type Fields, readFieldSection } from './field-section.ts'
import { HEAD_LIMITS, type HeadLimits } from './head-limits.ts'
import { latin1 } from './latin1.ts'
import { FIELD_CONTENT, OCTETS } from './octets.ts'
import { NEED_MORE, type Read } from './read.ts'

/** A response's status line and fields, exactly as received. */
export interface ResponseHead {
  readonly status: number
  readonly reasonPhrase: string
  readonly minorVersion: 0 | 1
  readonly fields: Fields
}

export type ResponseHeadProblem = FieldProblem | 'status-line-malformed' | 'version-unsupported'

/**
 * Reads one response head (RFC 9112 §4) that starts at `from`.
 *
 *     status-line = HTTP-version SP status-code SP [ reason-phrase ] CRLF
 *
 * The second SP is required by the grammar, yet servers leave it out with the phrase; §4 lets a
 * client ignore the phrase, and nothing can be smuggled in its absence, so both are read.
 * Codes 100 to 999 are accepted: what nobody registered is relayed, not judged.
 */
export function readResponseHead(
  bytes: Uint8Array,
  from: number,
  limits: HeadLimits = HEAD_LIMITS,
): Read<ResponseHead, ResponseHeadProblem> {
  const shape = matchStatusLine(bytes, from)
  if (shape !== 'complete') return shape
  const status = statusAt(bytes, from + 9)
  const phraseStart = from + FIXED_BYTES
  let at = phraseStart
  const last = Math.min(bytes.length, phraseStart + PHRASE_BYTES_MAX)
  while (at < last && (OCTETS[bytes[at]!]! & FIELD_CONTENT) !== 0) at++
  if (at + 1 >= bytes.length) return at - phraseStart > PHRASE_BYTES_MAX ? bad() : NEED_MORE
  if (bytes[at] !== CR || bytes[at + 1] !== LF) return bad()
  if (at > phraseStart && bytes[phraseStart] !== SP) return bad()

  const section = readFieldSection(bytes, at + 2, limits)
  if (section.kind !== 'done') return section
  return {
    kind: 'done',
    value: {
      status,
      reasonPhrase: at > phraseStart ? latin1(bytes, phraseStart + 1, at) : '',
      minorVersion: bytes[from + 7] === ONE ? 1 : 0,
      fields: section.value,
    },
    rest: section.rest,
  }
}

/** Checks `HTTP/1.x SP 3DIGIT` as far as it has come, so that garbage is refused at its first octet. */
function matchStatusLine(
  bytes: Uint8Array,
  from: number,
): 'complete' | Read<never, ResponseHeadProblem> {
  for (let i = 0; i < FIXED_BYTES; i++) {
    const octet = bytes[from + i]
    if (octet === undefined) return NEED_MORE
    const expected = PATTERN.charCodeAt(i)
    if (expected === DIGIT_SIGN ? octet < 48 || octet > 57 : octet !== expected) return bad()
  }
  const [major, minor] = [bytes[from + 5]!, bytes[from + 7]!]
  if (major !== ONE || minor > ONE) return { kind: 'malformed', reason: 'version-unsupported' }
  return bytes[from + 9] === ZERO ? bad() : 'complete'
}

function statusAt(bytes: Uint8Array, at: number): number {
  return (bytes[at]! - ZERO) * 100 + (bytes[at + 1]! - ZERO) * 10 + (bytes[at + 2]! - ZERO)
}

function bad(): Read<never, ResponseHeadProblem> {
  return { kind: 'malformed', reason: 'status-line-malformed' }
}

const CR = 13
const LF = 10
const SP = 32
const ZERO = 48
const ONE = 49
const PATTERN = 'HTTP/#.# ###'
const DIGIT_SIGN = 35
const FIXED_BYTES = PATTERN.length
const PHRASE_BYTES_MAX = 1024
