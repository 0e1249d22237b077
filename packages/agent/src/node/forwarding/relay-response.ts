import { bodyReader, type Framing, type ResponseHead, responseFraming } from '@hopwise/http'
import { isPersistent, type ReceivedHead } from '../read-response.ts'
import type { Wire } from '../wire.ts'
import type { ForwardedExchangeOptions } from './forwarded-exchange.ts'
import { relayBothWays } from './relay-both-ways.ts'

type Relaying = Pick<ForwardedExchangeOptions, 'hop' | 'request' | 'upload' | 'written' | 'deliver'>

/**
 * The response is the program's: head, content, and after 101 whatever both sides say.
 *
 * @param uploaded becomes true when all content of the request has been sent
 * @returns whether another request may follow on the connection
 */
export async function relayResponse(
  wire: Wire,
  { head, octets }: ReceivedHead,
  uploaded: Promise<boolean>,
  relaying: Relaying,
): Promise<boolean> {
  const { upload, written, deliver } = relaying
  upload.forget()
  const framing = framingOf(head, relaying)
  await deliver(octets)
  if (head.status === 101) {
    await relayBothWays(written, wire, deliver)
    return false
  }
  await relayContent(wire, framing, relaying)
  // Content that the proxy did not want to see is not sent to it after the answer.
  const isUploaded = upload.isComplete || (!upload.isHeld && (await uploaded))
  return isUploaded && framing.kind !== 'close' && isPersistent(head)
}

function framingOf(head: ResponseHead, { hop, request }: Relaying): Framing {
  const framed = responseFraming(request.method, head)
  if (framed.kind !== 'malformed') return framed.framing
  const what = `sent ambiguous framing (${framed.reason})`
  throw hop.fault('RESPONSE_MALFORMED', what, request.target)
}

async function relayContent(
  wire: Wire,
  framing: Framing,
  { hop, request, deliver }: Relaying,
): Promise<void> {
  const reader = bodyReader(framing)
  let piece: Uint8Array = new Uint8Array(0)
  for (;;) {
    let at = 0
    let step = reader.next(piece, at)
    for (; step.kind === 'data'; step = reader.next(piece, at)) at = step.end
    if (step.kind === 'malformed') {
      throw hop.fault('RESPONSE_MALFORMED', `sent ${step.reason}`, request.target)
    }
    const end = step.kind === 'done' ? step.rest : piece.length
    const isWanted = await deliver(piece.subarray(0, end))
    if (step.kind === 'done') return wire.giveBack(piece.subarray(end))
    if (!isWanted) return wire.destroy()
    const next = await wire.read()
    if (next === undefined) {
      if (reader.mayEndHere) return
      throw hop.fault('NEXT_HOP_CLOSED', 'closed the connection within a response', request.target)
    }
    piece = next
  }
}
