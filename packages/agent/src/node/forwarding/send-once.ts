import type { Opening } from '@hopwise/auth'
import { field, isIdempotent } from '@hopwise/http'
import { formatAbsoluteRequest } from '../../core/absolute-request.ts'
import { withProxyFields } from '../../core/proxy-fields.ts'
import { type ReceivedHead, readFinalHead } from '../read-response.ts'
import type { Wire } from '../wire.ts'
import type { ForwardedExchangeOptions } from './forwarded-exchange.ts'

type Sending = Pick<ForwardedExchangeOptions, 'hop' | 'request' | 'upload' | 'deliver' | 'gone'>

export interface Occasion {
  readonly step: Opening
  /** Whether the content waits for a word of the proxy (RFC 9110 §10.1.1), for a while. */
  readonly isExpecting: boolean
  /** Whether somebody has used the connection before. */
  readonly isReused: boolean
}

/**
 * Sends the request once and waits for the final head. Undefined when a connection that was kept has
 * ended without a word, and the request may be sent again.
 */
export async function sendOnce(
  wire: Wire,
  { step, isExpecting, isReused }: Occasion,
  sending: Sending,
): Promise<ReceivedHead | undefined> {
  const { hop, upload } = sending
  upload.hold()
  wire.write(formatHead(step, isExpecting, sending))
  if (!isExpecting) upload.sendTo(wire)
  const timer = isExpecting
    ? setTimeout(() => upload.sendTo(wire), hop.limits.continueWaitMs)
    : undefined
  const mayRepeat = (): boolean => isReused && isRepeatable(sending)
  try {
    return await finalHead(wire, isExpecting, mayRepeat, sending)
  } finally {
    clearTimeout(timer)
  }
}

function formatHead(step: Opening, isExpecting: boolean, { request, hop }: Sending): string {
  const more = isExpecting ? [field('Expect', '100-continue')] : []
  if (step.kind === 'send') more.push(field('Proxy-Authorization', step.value.reveal()))
  const fields = withProxyFields(request.fields, hop.fields)
  return formatAbsoluteRequest({ ...request, fields }, more)
}

async function finalHead(
  wire: Wire,
  isExpecting: boolean,
  mayRepeat: () => boolean,
  { hop, request, upload, deliver }: Sending,
): Promise<ReceivedHead | undefined> {
  try {
    const received = await readFinalHead(wire, {
      max: hop.limits.interimMax,
      isFinal: (status) => status >= 200 || status === 101,
      // The program has not asked for the one that we wait for.
      pass: ({ head, octets }) =>
        head.status === 100 && isExpecting ? upload.sendTo(wire) : deliver(octets),
    })
    if ('head' in received) return received
    if (received.code === 'NEXT_HOP_CLOSED' && mayRepeat()) return undefined
    throw hop.fault(received.code, received.detail, request.target)
  } catch (error) {
    if (error instanceof Error && 'syscall' in error && mayRepeat()) return undefined
    throw error
  }
}

/** Whether twice is the same as once (RFC 9110 §9.2.2), and still wanted. */
function isRepeatable({ upload, request, gone }: Sending): boolean {
  // A program that gives up closes the connection, too, and does not mean: once more.
  return !gone.aborted && upload.isRepeatable && isIdempotent(request.method)
}
