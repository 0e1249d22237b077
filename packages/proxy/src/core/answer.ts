import {
  type FieldLine,
  type Fields,
  field,
  formatHttpDate,
  formatProxyStatus,
  formatResponseHead,
  hasField,
  type ProxyStatusMember,
} from '@hopwise/http'
import { FAULTS, type FaultCode, type FaultRow } from '@hopwise/journal'
import { reasonPhrase } from '@hopwise/status'
import type { Page } from './pages/index.ts'

/** A response that the proxy makes itself. */
export interface Answer {
  readonly status: number
  readonly fields: Fields
  readonly page: Page | undefined
}

/** What surrounds an answer. */
export interface Answering {
  readonly method: string
  /** Whether the connection ends with this answer. */
  readonly close: boolean
  readonly nowMs: number
}

/** Whom we asked, and what it said, where that is why. */
export type NextHopSaid = Pick<ProxyStatusMember, 'nextHop' | 'receivedStatus'>

/** The answer to a fault, with the fields that its status requires and the ones that explain it. */
export function faultAnswer(
  fault: FaultCode,
  page: Page,
  pseudonym: string,
  extra: readonly FieldLine[] = [],
  hop: NextHopSaid = {},
): Answer {
  const { status, proxyError }: FaultRow = FAULTS[fault]
  const fields = [
    ...extra,
    ...retryAfter(fault, extra),
    field(
      'Proxy-Status',
      formatProxyStatus({
        name: pseudonym,
        ...(proxyError && { error: proxyError }),
        ...hop,
        details: fault,
      }),
    ),
    // RFC 6585 and common sense: nobody may keep what was true of one connection.
    field('Cache-Control', 'no-store'),
  ]
  return { status, fields, page }
}

/** As this fault knows it itself, or as a rule of thumb. */
function retryAfter(fault: FaultCode, extra: readonly FieldLine[]): readonly FieldLine[] {
  const seconds = RETRY_AFTER[fault]
  if (seconds === undefined || hasField(extra, 'retry-after')) return []
  return [field('Retry-After', seconds)]
}

/** An answer that is no fault; `Proxy-Status` tells that no next hop was asked. */
export function ownAnswer(
  status: number,
  fields: Fields,
  page: Page | undefined,
  pseudonym: string,
): Answer {
  const proxyStatus = field('Proxy-Status', formatProxyStatus({ name: pseudonym }))
  return { status, fields: [...fields, proxyStatus, field('Cache-Control', 'no-store')], page }
}

/** One challenge, one line (RFC 9110 §11.7.1): old clients read no further than the first comma. */
export function challengeFields(challenges: readonly string[]): readonly FieldLine[] {
  return challenges.map((challenge) => field('Proxy-Authenticate', challenge))
}

/** An answer as octets. HEAD gets the head that GET would have got (RFC 9110 §9.3.2). */
export function formatAnswer(answer: Answer, answering: Answering): string | Uint8Array {
  const body = new TextEncoder().encode(answer.page?.body ?? '')
  const fields: FieldLine[] = [field('Date', formatHttpDate(answering.nowMs)), ...answer.fields]
  if (answer.page !== undefined) {
    fields.push(
      field('Content-Type', answer.page.mediaType),
      field('Content-Language', answer.page.language),
    )
  }
  if (answer.status !== 204) fields.push(field('Content-Length', String(body.length)))
  if (answering.close) fields.push(field('Connection', 'close'))
  const head = formatResponseHead(answer.status, reasonPhrase(answer.status), fields)
  if (answering.method === 'HEAD' || body.length === 0) return head
  const octets = new Uint8Array(head.length + body.length)
  // Our own heads are ASCII, so UTF-8 is the same octets.
  new TextEncoder().encodeInto(head, octets)
  octets.set(body, head.length)
  return octets
}

/** Seconds. RFC 9110 §10.2.3 for 503, RFC 6585 §4 for 429. */
const RETRY_AFTER: Readonly<Partial<Record<FaultCode, string>>> = {
  OVERLOADED: '5',
  DRAINING: '5',
  VERIFIER_UNAVAILABLE: '10',
  NEXT_HOP_LIMIT: '5',
  TUNNEL_LIMIT: '30',
  AUTHENTICATION_LIMITED: '60',
}
