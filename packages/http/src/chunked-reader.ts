import type { BodyReader, BodyStep } from './body-reader.ts'
import { type FieldProblem, readFieldSection } from './field-section.ts'
import { hasField } from './fields.ts'
import { HeadBuffer } from './head-buffer.ts'
import { HEAD_LIMITS } from './head-limits.ts'
import { FIELD_CONTENT, HEXDIG, OCTETS, TCHAR } from './octets.ts'

export type ChunkProblem =
  | 'chunk-size-malformed'
  | 'chunk-size-too-large'
  | 'chunk-extension-malformed'
  | 'chunk-extension-too-long'
  | 'chunk-end-malformed'
  | 'framing-in-trailers'
  | FieldProblem

/**
 * Reads the chunked coding (RFC 9112 §7.1).
 *
 *     chunked-body = *chunk last-chunk trailer-section CRLF
 *     chunk        = chunk-size [ chunk-ext ] CRLF chunk-data CRLF
 *     chunk-ext    = *( BWS ";" BWS chunk-ext-name [ BWS "=" BWS chunk-ext-val ] )
 *
 * Extensions are read and dropped: they are for this hop, and a recipient ignores those that it does
 * not know (§7.1.1). BWS is not accepted: nobody sends it, and the two readings of "5 ;" are a hole.
 */
export class ChunkedReader implements BodyReader {
  readonly mayEndHere = false
  #state: State = 'size'
  #left = 0
  #digits = 0
  #extensionBytes = 0
  readonly #trailers = new HeadBuffer()

  next(bytes: Uint8Array, from: number): BodyStep {
    let at = from
    while (at < bytes.length) {
      if (this.#state === 'data') return this.#data(bytes, at)
      if (this.#state === 'trailers') return this.#readTrailers(bytes, at)
      const problem = this.#step(bytes[at]!)
      if (problem !== undefined) return { kind: 'malformed', reason: problem }
      at++
    }
    return { kind: 'need-more' }
  }

  #data(bytes: Uint8Array, at: number): BodyStep {
    const end = Math.min(bytes.length, at + this.#left)
    this.#left -= end - at
    if (this.#left === 0) this.#state = 'data-cr'
    return { kind: 'data', start: at, end }
  }

  #readTrailers(bytes: Uint8Array, at: number): BodyStep {
    const heldBefore = this.#trailers.bytes.length
    const read = this.#trailers.read(bytes.subarray(at), (held) =>
      readFieldSection(held, 0, HEAD_LIMITS),
    )
    if (read.kind !== 'done') return read
    // RFC 9110 §6.5.1: no field of a trailer section may change where the message ends.
    const isAmbiguous =
      hasField(read.value, 'transfer-encoding') || hasField(read.value, 'content-length')
    if (isAmbiguous) return { kind: 'malformed', reason: 'framing-in-trailers' }
    return { kind: 'done', rest: at + read.rest - heldBefore, trailers: read.value }
  }

  /** One octet of a chunk's frame. */
  #step(octet: number): ChunkProblem | undefined {
    switch (this.#state) {
      case 'size':
        return this.#size(octet)
      case 'size-lf':
        if (octet !== LF) return 'chunk-size-malformed'
        return this.#frameEnds()
      case 'extension-name':
      case 'extension-token':
      case 'extension-value':
      case 'extension-value-token':
      case 'extension-quoted':
      case 'extension-escaped':
      case 'extension-after-quoted':
        return this.#extension(octet)
      case 'data-cr':
        this.#state = 'data-lf'
        return octet === CR ? undefined : 'chunk-end-malformed'
      case 'data-lf':
        this.#state = 'size'
        return octet === LF ? undefined : 'chunk-end-malformed'
      case 'data':
      case 'trailers':
        throw new TypeError(`no frame octet is expected in ${this.#state}`)
      default:
        return this.#state satisfies never
    }
  }

  #size(octet: number): ChunkProblem | undefined {
    if ((OCTETS[octet]! & HEXDIG) !== 0) {
      // §7.1 asks recipients to mind overflow: 2^53 has 14 hex digits, so the sum below is exact.
      this.#left = this.#left * 16 + hexValue(octet)
      return ++this.#digits > SIZE_DIGITS_MAX ? 'chunk-size-too-large' : undefined
    }
    if (this.#digits === 0) return 'chunk-size-malformed'
    if (octet === CR) this.#state = 'size-lf'
    else if (octet === SEMICOLON) this.#state = 'extension-name'
    else return 'chunk-size-malformed'
    return undefined
  }

  #extension(octet: number): ChunkProblem | undefined {
    if (++this.#extensionBytes > EXTENSION_BYTES_MAX) return 'chunk-extension-too-long'
    const next = extensionState(this.#state as ExtensionState, octet)
    if (next === undefined) return 'chunk-extension-malformed'
    this.#state = next
    return undefined
  }

  #frameEnds(): undefined {
    this.#state = this.#left === 0 ? 'trailers' : 'data'
    this.#digits = 0
    this.#extensionBytes = 0
  }
}

/** Where one octet leads inside an extension, or `undefined` where it may not stand. */
function extensionState(state: ExtensionState, octet: number): State | undefined {
  const isToken = (OCTETS[octet]! & TCHAR) !== 0
  switch (state) {
    case 'extension-name':
      // The first octet after ";" must begin a name.
      return isToken ? 'extension-token' : undefined
    case 'extension-token':
      return isToken ? state : octet === EQUALS ? 'extension-value' : afterExtension(octet)
    case 'extension-value':
      return octet === QUOTE ? 'extension-quoted' : isToken ? 'extension-value-token' : undefined
    case 'extension-value-token':
      return isToken ? state : afterExtension(octet)
    case 'extension-quoted':
      if (octet === QUOTE) return 'extension-after-quoted'
      if (octet === BACKSLASH) return 'extension-escaped'
      return (OCTETS[octet]! & FIELD_CONTENT) !== 0 ? state : undefined
    case 'extension-escaped':
      return (OCTETS[octet]! & FIELD_CONTENT) !== 0 ? 'extension-quoted' : undefined
    case 'extension-after-quoted':
      return afterExtension(octet)
    default:
      return state satisfies never
  }
}

function afterExtension(octet: number): State | undefined {
  return octet === CR ? 'size-lf' : octet === SEMICOLON ? 'extension-name' : undefined
}

function hexValue(octet: number): number {
  return octet <= 57 ? octet - 48 : (octet | 0x20) - 87
}

type ExtensionState =
  | 'extension-name'
  | 'extension-token'
  | 'extension-value'
  | 'extension-value-token'
  | 'extension-quoted'
  | 'extension-escaped'
  | 'extension-after-quoted'

type State = 'size' | 'size-lf' | ExtensionState | 'data' | 'data-cr' | 'data-lf' | 'trailers'

const CR = 13
const LF = 10
const QUOTE = 34
const SEMICOLON = 59
const EQUALS = 61
const BACKSLASH = 92
/** 13 hex digits are 4 PiB: more than anyone sends in one chunk, and exact in a double. */
const SIZE_DIGITS_MAX = 13
/** Of one chunk. CVE-2023-39326: servers read unbounded extensions for one octet of data each. */
const EXTENSION_BYTES_MAX = 1024
