import type { Fields } from './field-section.ts'
import { countOf, firstOf, hasField, trimSpace, valuesOf } from './fields.ts'
import { DIGIT, every } from './octets.ts'
import type { RequestHead } from './request-head.ts'
import type { ResponseHead } from './response-head.ts'

/** Where a message's content ends. */
export type Framing =
  | { readonly kind: 'none' }
  | { readonly kind: 'length'; readonly bytes: number }
  | { readonly kind: 'chunked' }
  /** Responses only: the end of the connection is the end of the content. */
  | { readonly kind: 'close' }

export type FramingProblem =
  | 'length-and-coding'
  | 'length-malformed'
  | 'length-repeated'
  | 'length-too-large'
  | 'coding-in-http-1.0'
  | 'coding-malformed'
  | 'coding-repeated'
  | 'chunked-not-last'
  | 'coding-unsupported'

export type Framed =
  | { readonly kind: 'framed'; readonly framing: Framing }
  | { readonly kind: 'malformed'; readonly reason: FramingProblem }

/**
 * Content of a request (RFC 9112 §6.3). Where the RFC lets a recipient choose between repair and
 * refusal we refuse: two readings of one message are how requests are smuggled (§11.2).
 */
export function requestFraming(head: RequestHead): Framed {
  return declaredFraming(head.fields, head.minorVersion) ?? NONE
}

/** Content of a response to `method` (RFC 9112 §6.3); an answer to CONNECT is not for this function. */
export function responseFraming(method: string, head: ResponseHead): Framed {
  // A declaration that makes no sense is refused also where there is no content for it to frame.
  const declared = declaredFraming(head.fields, head.minorVersion)
  if (declared?.kind === 'malformed') return declared
  if (method === 'HEAD' || isBodyless(head.status)) return NONE
  return declared ?? UNTIL_CLOSE
}

/** RFC 9110 §6.4.1: 1xx, 204 and 304 never have content. */
export function isBodyless(status: number): boolean {
  return status === 304 || status === 204 || status < 200
}

function declaredFraming(fields: Fields, minorVersion: 0 | 1): Framed | undefined {
  const hasCoding = hasField(fields, 'transfer-encoding')
  const lengths = countOf(fields, 'content-length')
  if (!hasCoding) return lengths === 0 ? undefined : lengthFraming(fields, lengths)
  if (lengths > 0) return malformed('length-and-coding')
  if (minorVersion === 0) return malformed('coding-in-http-1.0')
  // Not `listOf`: a recipient may pass over empty members, and "chunked," has been smuggled with.
  const codings = valuesOf(fields, 'transfer-encoding').join(',').split(',')
  return codingFraming(codings.map((coding) => trimSpace(coding).toLowerCase()))
}

function codingFraming(codings: readonly string[]): Framed {
  const chunkedAt = codings.indexOf('chunked')
  if (codings.length === 1 && chunkedAt === 0) return CHUNKED
  if (codings.includes('')) return malformed('coding-malformed')
  if (chunkedAt !== codings.lastIndexOf('chunked')) return malformed('coding-repeated')
  if (chunkedAt !== codings.length - 1) {
    return malformed(chunkedAt === -1 ? 'coding-unsupported' : 'chunked-not-last')
  }
  return malformed('coding-unsupported')
}

/** `Content-Length = 1*DIGIT` (RFC 9110 §8.6), once: equal values on two lines are refused too. */
function lengthFraming(fields: Fields, lines: number): Framed {
  if (lines > 1) return malformed('length-repeated')
  const value = firstOf(fields, 'content-length') ?? ''
  if (value.includes(',')) return malformed('length-repeated')
  if (value === '' || !every(value, DIGIT)) return malformed('length-malformed')
  const bytes = Number(value)
  if (!Number.isSafeInteger(bytes)) return malformed('length-too-large')
  return { kind: 'framed', framing: { kind: 'length', bytes } }
}

function malformed(reason: FramingProblem): Framed {
  return { kind: 'malformed', reason }
}

const NONE: Framed = { kind: 'framed', framing: { kind: 'none' } }
const CHUNKED: Framed = { kind: 'framed', framing: { kind: 'chunked' } }
const UNTIL_CLOSE: Framed = { kind: 'framed', framing: { kind: 'close' } }
