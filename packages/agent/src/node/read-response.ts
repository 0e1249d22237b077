import {
  type BodyReader,
  HeadBuffer,
  listOf,
  type ResponseHead,
  readResponseHead,
} from '@hopwise/http'
import type { ProxyFaultCode } from '../core/proxy-fault.ts'
import type { Wire } from './wire.ts'

/** A head and its octets as they came. */
export interface ReceivedHead {
  readonly head: ResponseHead
  readonly octets: Uint8Array
}

/** Why there is no response. */
export interface NoResponse {
  readonly code: ProxyFaultCode
  readonly detail: string
}

/** Reads one head, bounded, and leaves what is behind it on the wire. Rejects with the socket's error. */
export async function readHead(wire: Wire): Promise<ReceivedHead | NoResponse> {
  const buffer = new HeadBuffer()
  for (;;) {
    const piece = await wire.read()
    if (piece === undefined) return closed(buffer.isEmpty)
    const read = buffer.read(piece, (bytes) => readResponseHead(bytes, 0))
    if (read.kind === 'need-more') continue
    if (read.kind === 'malformed') return malformed(read.reason, buffer.bytes)
    wire.giveBack(buffer.bytes.slice(read.rest))
    return { head: read.value, octets: buffer.bytes.slice(0, read.rest) }
  }
}

export interface Interim {
  /** As many as are passed over before a proxy is thought to make them up. */
  readonly max: number
  /** Whether a status is the last word; absent: from 200 on. */
  readonly isFinal?: ((status: number) => boolean) | undefined
  /** Is given each one. */
  readonly pass?: ((received: ReceivedHead) => unknown) | undefined
}

/** Reads on to the final head: interim ones may come before any (RFC 9110 §15.2). */
export async function readFinalHead(
  wire: Wire,
  { max, isFinal = (status) => status >= 200, pass }: Interim,
): Promise<ReceivedHead | NoResponse> {
  for (let interim = 0; interim <= max; interim++) {
    const received = await readHead(wire)
    if (!('head' in received) || isFinal(received.head.status)) return received
    await pass?.(received)
  }
  return { code: 'RESPONSE_MALFORMED', detail: 'sent interim responses without end' }
}

/** The first octets of a content. */
export interface ReadContent {
  readonly content: Uint8Array
  /** Whether that is all of it. */
  readonly isWhole: boolean
  /** Whether the wire stands behind its end, so that another response can follow. */
  readonly isPast: boolean
}

/**
 * Reads content to its end, or until there is more than `drainMax` of it. Keeps the first `keepMax`
 * octets. What is behind its end stays on the wire.
 */
export async function readContent(
  wire: Pick<Wire, 'read' | 'giveBack'>,
  reader: BodyReader,
  keepMax: number,
  drainMax: number,
): Promise<ReadContent> {
  const kept: Uint8Array[] = []
  let keptBytes = 0
  let readBytes = 0
  const result = (isAtEnd: boolean, isPast = false): ReadContent => {
    const isWhole = isAtEnd && readBytes === keptBytes
    return { content: Buffer.concat(kept), isWhole, isPast }
  }
  let piece: Uint8Array = new Uint8Array(0)
  let at = 0
  for (;;) {
    const step = reader.next(piece, at)
    switch (step.kind) {
      case 'done':
        wire.giveBack(piece.subarray(step.rest))
        return result(true, true)
      case 'malformed':
        return result(false)
      case 'need-more': {
        const next = await wire.read()
        if (next === undefined) return result(reader.mayEndHere)
        piece = next
        at = 0
        break
      }
      case 'data': {
        const data = piece.subarray(
          step.start,
          Math.min(step.end, step.start + keepMax - keptBytes),
        )
        kept.push(data)
        keptBytes += data.length
        readBytes += step.end - step.start
        at = step.end
        if (readBytes > drainMax) return result(false)
        break
      }
      default:
        return step satisfies never
    }
  }
}

/** Whether another request may follow on the connection (RFC 9112 §9.3), as far as the head says. */
export function isPersistent({ minorVersion, fields }: ResponseHead): boolean {
  // Not registered, but what proxies of old say instead (RFC 9112 appendix C.2.2).
  const options = [...listOf(fields, 'connection'), ...listOf(fields, 'proxy-connection')].map(
    (option) => option.toLowerCase(),
  )
  if (options.includes('close')) return false
  return minorVersion === 1 || options.includes('keep-alive')
}

function closed(isBeforeAnswer: boolean): NoResponse {
  const when = isBeforeAnswer ? 'without an answer' : 'within the head of its answer'
  return { code: 'NEXT_HOP_CLOSED', detail: `closed the connection ${when}` }
}

function malformed(reason: string, octets: Uint8Array): NoResponse {
  if (reason.includes('too-')) {
    const detail = `sent a head that is too large (${reason})`
    return { code: 'RESPONSE_HEAD_TOO_LARGE', detail }
  }
  const other = OTHERS.get(octets[0] ?? 0)
  const detail = other
    ? `speaks ${other.name} and not HTTP: its address begins with ${other.scheme}://`
    : `sent something that is no response of HTTP (${reason})`
  return { code: 'RESPONSE_MALFORMED', detail }
}

/** By the first octet that they answer with: the version of SOCKS (RFC 1928), a TLS alert (RFC 8446 §5.1). */
const OTHERS: ReadonlyMap<number, { readonly name: string; readonly scheme: string }> = new Map([
  [5, { name: 'SOCKS 5', scheme: 'socks5' }],
  [21, { name: 'TLS', scheme: 'https' }],
])
