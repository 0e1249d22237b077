import { drive } from '@hopwise/auth'
import { field, formatAuthority, formatRequestHead } from '@hopwise/http'
import { ProxyFault } from '../core/proxy-fault.ts'
import { withProxyFields } from '../core/proxy-fields.ts'
import type { Hop } from './hop.ts'
import { type NoResponse, type ReceivedHead, readFinalHead } from './read-response.ts'
import type { Wire } from './wire.ts'

/**
 * Whether a 407 to credentials that the proxy has accepted before is the proxy's. In absolute-form one that
 * an origin has sent looks the same; if that were taken for the proxy's, any origin could have the
 * program's password taken for wrong. A CONNECT to the same host is answered by the proxy alone, and asked
 * with the same credentials. No answer in time is no refusal: that one needs no network.
 *
 * @param target of the request that was refused: an absolute URI
 */
export async function isProxysOwn(hop: Hop, target: string): Promise<boolean> {
  const host = URL.parse(target)?.hostname.replace(/^\[(.*)\]$/, '$1')
  if (host === undefined) return true
  const asking = formatAuthority(host, PORT)
  const attempt = hop.asker.begin({ method: 'CONNECT', target: asking })
  let wire: Wire | undefined
  try {
    const opening = await drive(attempt.open(), hop.answers)
    const more =
      opening.kind === 'send' ? [field('Proxy-Authorization', opening.value.reveal())] : []
    const fields = withProxyFields([field('Host', asking)], hop.fields)
    wire = await hop.open(asking)
    wire.write(formatRequestHead('CONNECT', asking, [...fields, ...more]))
    const answer = await finalHead(wire, hop)
    return 'head' in answer && answer.head.status === 407
  } catch (error) {
    if (error instanceof ProxyFault || (error instanceof Error && 'syscall' in error)) return false
    throw error
  } finally {
    attempt.abandon()
    wire?.destroy()
  }
}

async function finalHead(wire: Wire, hop: Hop): Promise<ReceivedHead | NoResponse> {
  const timer = setTimeout(() => {
    const what = `did not say within ${ANSWER_MS} ms whose challenge it was`
    wire.fail(hop.fault('RESPONSE_TIMEOUT', what))
  }, ANSWER_MS)
  try {
    return await readFinalHead(wire, { max: hop.limits.interimMax })
  } finally {
    clearTimeout(timer)
  }
}

/** The port to which proxies allow CONNECT, if to any. */
const PORT = 443
const ANSWER_MS = 5_000
