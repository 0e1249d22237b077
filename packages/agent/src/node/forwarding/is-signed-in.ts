import {
  bodyReader,
  field,
  formatAuthority,
  formatRequestHead,
  type ResponseHead,
  responseFraming,
} from '@hopwise/http'
import type { AbsoluteRequest } from '../../core/absolute-request.ts'
import { withProxyFields } from '../../core/proxy-fields.ts'
import type { Hop } from '../hop.ts'
import { isPersistent, readContent, readFinalHead } from '../read-response.ts'
import type { Wire } from '../wire.ts'

type Asked = Pick<AbsoluteRequest, 'method' | 'target'>

/**
 * Whether a handshake has signed a connection in, although a 407 came behind it: an origin may have sent
 * that. Nobody but the proxy answers a CONNECT, and one without credentials is answered 407 where nobody is
 * signed in. It costs nothing that could be counted as a refusal.
 *
 * The content of the 407 is still on the wire afterwards; the connection is closed if it was asked.
 *
 * @param head of the 407
 */
export async function isSignedIn(
  wire: Wire,
  hop: Hop,
  { method, target }: Asked,
  head: ResponseHead,
): Promise<boolean> {
  const host = URL.parse(target)?.hostname.replace(/^\[(.*)\]$/, '$1')
  const framed = responseFraming(method, head)
  if (host === undefined || framed.kind === 'malformed' || !isPersistent(head)) return false
  const octets: Uint8Array[] = []
  const recording = {
    async read(): Promise<Uint8Array | undefined> {
      const piece = await wire.read()
      if (piece !== undefined) octets.push(piece)
      return piece
    },
    giveBack: () => undefined,
  }
  const { drainBytesMax, connectTimeoutMs } = hop.limits
  const stop = within(connectTimeoutMs, () =>
    wire.fail(
      hop.fault('RESPONSE_TIMEOUT', `did not end a 407 within ${connectTimeoutMs} ms`, target),
    ),
  )
  try {
    const content = await readContent(recording, bodyReader(framed.framing), 0, drainBytesMax)
    stop()
    return content.isPast && (await isLetThrough(wire, hop, formatAuthority(host, PORT)))
  } catch {
    // The connection has failed, and with it what could have been asked.
    return false
  } finally {
    stop()
    wire.giveBack(Buffer.concat(octets))
  }
}

/** No answer in time is a yes: a refusal needs no network. */
async function isLetThrough(wire: Wire, hop: Hop, target: string): Promise<boolean> {
  const fields = withProxyFields([field('Host', target)], hop.fields)
  let isLate = false
  const stop = within(ANSWER_MS, () => {
    isLate = true
    wire.destroy()
  })
  wire.write(formatRequestHead('CONNECT', target, fields))
  try {
    const answer = await readFinalHead(wire, { max: hop.limits.interimMax })
    return isLate || ('head' in answer && tellsSignedIn(answer.head.status))
  } finally {
    stop()
    wire.destroy()
  }
}

function within(ms: number, late: () => void): () => void {
  const timer = setTimeout(late, ms)
  return () => clearTimeout(timer)
}

/** It was let through, or tried. Others are also what a proxy says before it has looked. */
function tellsSignedIn(status: number): boolean {
  return status < 300 || (status >= 502 && status <= 504)
}

/** The port to which proxies allow CONNECT, if to any. */
const PORT = 443
const ANSWER_MS = 5_000
