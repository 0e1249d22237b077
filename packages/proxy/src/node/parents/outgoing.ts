import { CHUNK_END, chunkHead, formatLastChunk, isIdempotent, NO_FIELDS } from '@hopwise/http'
import type { Parent } from '../../core/parents/parent.ts'
import type { ForwardRequest } from '../../core/receive.ts'
import type { Connection } from '../connection.ts'
import type { Scene } from '../refuse.ts'
import { Upload } from '../upload.ts'
import type { Talk } from './converse.ts'

/** A request's content on its way to a parent that may ask for it a second time. */
export type Outgoing =
  | { readonly kind: 'none' }
  | { readonly kind: 'held'; readonly octets: Uint8Array }
  /** Too much to be held, or nobody will ask: it goes out as it comes, once. */
  | { readonly kind: 'streamed' }

/** Holds the content where it may be wanted again and is small enough. */
export async function outgoingOf(
  { exchange, engine }: Scene,
  { framing }: ForwardRequest,
  parent: Parent,
): Promise<Outgoing> {
  const { content } = exchange
  if (framing.kind === 'none' || content === undefined) return { kind: 'none' }
  if (content.held === undefined) {
    const isKnown = framing.kind === 'length'
    const room = engine.limits.heldInAllBytesMax - engine.heldContent.bytes
    const fits = isKnown && framing.bytes <= Math.min(engine.limits.heldBytesMax, room)
    if (parent.mayStream || !fits) return { kind: 'streamed' }
    await content.octets()
    exchange.fromClientBytes += content.rawBytes
  }
  return { kind: 'held', octets: content.held ?? NOTHING }
}

/** RFC 9110 §9.2.2; held content makes no difference to it. */
export function repeatsOf({ head }: ForwardRequest, { kind }: Outgoing): Talk['repeats'] {
  if (kind === 'streamed') return 'never'
  return isIdempotent(head.method) ? 'always' : 'when-asked'
}

/** What Digest may cover. */
export function askedContent(outgoing: Outgoing): Uint8Array | 'streamed' | undefined {
  switch (outgoing.kind) {
    case 'none':
      return undefined
    case 'held':
      return outgoing.octets
    case 'streamed':
      return 'streamed'
    default:
      return outgoing satisfies never
  }
}

/** Puts a request with its content on its way; the head is whole. */
export function sendOut(
  head: string,
  request: ForwardRequest,
  outgoing: Outgoing,
  to: Connection,
  { exchange, client, engine }: Scene,
): void {
  to.put(head)
  if (outgoing.kind === 'held') putHeld(outgoing.octets, request, to)
  to.flush()
  if (outgoing.kind !== 'streamed') return
  exchange.upload = new Upload(request, exchange, client.connection, to, engine)
}

/** Framed as the head says; trailers are not kept (RFC 9110 §6.5.1 lets them go). */
function putHeld(octets: Uint8Array, { framing }: ForwardRequest, to: Connection): void {
  if (framing.kind !== 'chunked') {
    to.put(octets)
    return
  }
  if (octets.length > 0) {
    to.put(chunkHead(octets.length))
    to.put(octets)
    to.put(CHUNK_END)
  }
  to.put(formatLastChunk(NO_FIELDS))
}

const NOTHING = new Uint8Array(0)
