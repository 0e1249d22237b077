import { bodyReader, type ResponseHead, responseFraming } from '@hopwise/http'
import { type ReadContent, readContent } from './read-response.ts'
import type { Wire } from './wire.ts'

export interface RefusalLimits {
  /** Of the content, as evidence. */
  readonly keepBytesMax: number
  /** Of it, until the connection is given up instead. */
  readonly drainBytesMax: number
  readonly timeoutMs: number
}

/**
 * Reads what stands behind the head of a refusal: for whoever wants to see it, and so that the connection
 * can go on. The head is there and counts, whatever becomes of the page behind it: never rejects.
 */
export async function readRefusal(
  wire: Wire,
  method: string,
  head: ResponseHead,
  { keepBytesMax, drainBytesMax, timeoutMs }: RefusalLimits,
): Promise<ReadContent> {
  const framed = responseFraming(method, head)
  if (framed.kind === 'malformed') return NO_CONTENT
  const late = new Error(`the content of a refusal did not end within ${timeoutMs} ms`)
  const timer = setTimeout(() => wire.fail(late), timeoutMs)
  try {
    return await readContent(wire, bodyReader(framed.framing), keepBytesMax, drainBytesMax)
  } catch {
    return NO_CONTENT
  } finally {
    clearTimeout(timer)
  }
}

export const NO_CONTENT: ReadContent = {
  content: new Uint8Array(0),
  isWhole: false,
  isPast: false,
}
