import {
  type Framing,
  HeadBuffer,
  NEED_MORE,
  type RequestHead,
  readRequestHead,
  requestFraming,
} from '@hopwise/http'
import { ProxyFault } from '../../core/proxy-fault.ts'
import type { Written } from './written.ts'

/** The beginning of a request as a program wrote it; its content is still to come. */
export interface WrittenRequest {
  readonly head: RequestHead
  readonly framing: Framing
}

/**
 * The next request; undefined when the program ends before it has written one.
 *
 * @throws {ProxyFault} when it is none that a proxy can be given
 */
export async function readWrittenRequest(
  written: Written,
  proxy: string,
): Promise<WrittenRequest | undefined> {
  const head = await readHead(written, proxy)
  if (head === undefined) return undefined
  const framed = requestFraming(head)
  if (framed.kind === 'malformed') throw malformedRequest(framed.reason, proxy)
  return { head, framing: framed.framing }
}

async function readHead(written: Written, proxy: string): Promise<RequestHead | undefined> {
  const buffer = new HeadBuffer()
  for (;;) {
    const piece = await written.read()
    if (piece === undefined) return undefined
    const read = buffer.read(piece, (bytes) =>
      bytes.length === 0 ? NEED_MORE : readRequestHead(bytes, 0),
    )
    if (read.kind === 'malformed') throw malformedRequest(read.reason, proxy)
    if (read.kind === 'need-more') continue
    written.giveBack(buffer.bytes.slice(read.rest))
    return read.value
  }
}

export function malformedRequest(reason: string, proxy: string): ProxyFault {
  const detail = `The program wrote a request that no proxy can be given: ${reason}`
  return new ProxyFault('REQUEST_MALFORMED', detail, { proxy })
}
