import {
  type ConnectionOptions,
  connectionOptions,
  type FieldLine,
  type Fields,
  type Framed,
  type Framing,
  field,
  formatFields,
  formatHttpDate,
  formatProxyStatus,
  formatResponseHead,
  formatVia,
  HOP_BY_HOP,
  hasField,
  NO_FIELDS,
  type ResponseHead,
  responseFraming,
} from '@hopwise/http'
import { upgradeFields } from './forwardable.ts'

/** What is known of the next hop whose response goes back. */
export interface NextHopSaid {
  /** What it is called in `Proxy-Status`, where it is not the origin. */
  readonly name?: string | undefined
  /** The client signs in there itself: what is said about that is meant for it. */
  readonly knowsClient?: boolean | undefined
}

/** How a relayed response is framed and ended towards the client. */
export interface Returning {
  /** `chunked` also for content that the next hop ends by closing: the client's connection can stay. */
  readonly framing: Framing
  readonly close: boolean
  /** What authentication adds to this answer. */
  readonly added: Fields
}

/** What of a response follows from its head and the method alone. */
interface Response {
  readonly head: ResponseHead
  readonly isToHead: boolean
  readonly framed: Framed
  readonly connection: ConnectionOptions
}

/**
 * Makes of the response heads of one next hop what the client gets. The last one is kept: a next hop
 * that is asked for the same again says the same, and then it is the same value (`RepeatReader`).
 */
export class ReturnableHeads {
  readonly #pseudonym: string
  readonly #nextHop: NextHopSaid
  #response: Response | undefined
  #returning: Returning | undefined
  #text = ''

  constructor(pseudonym: string, nextHop: NextHopSaid = {}) {
    this.#pseudonym = pseudonym
    this.#nextHop = nextHop
  }

  /** What the head says about content and connection. */
  read(method: string, head: ResponseHead): Response {
    const isToHead = method === 'HEAD'
    const kept = this.#response
    if (kept !== undefined && kept.head === head && kept.isToHead === isToHead) return kept
    this.#returning = undefined
    this.#response = {
      head,
      isToHead,
      framed: responseFraming(method, head),
      connection: connectionOptions(head.fields),
    }
    return this.#response
  }

  /** As `returnableHead`; the time is asked for where it is wanted. */
  format({ head, connection }: Response, returning: Returning, now: () => number): string {
    const kept = this.#returning
    const isKept = head === this.#response?.head && kept !== undefined && isSame(returning, kept)
    if (!isKept) {
      const common = { ...returning, added: NO_FIELDS }
      const made = returnableHead(head, connection, common, this.#pseudonym, now(), this.#nextHop)
      // Joined: what is one piece is written many times without looking for its seams.
      this.#text = [made.slice(0, 1), made.slice(1)].join('')
      // Without a date of its own a head is another one each second.
      this.#returning = hasField(head.fields, 'date') ? returning : undefined
    }
    return withAdded(this.#text, head, returning.added)
  }
}

function isSame(returning: Returning, kept: Returning): boolean {
  return returning.framing.kind === kept.framing.kind && returning.close === kept.close
}

/** Digest adds something else to each answer, which must not cost the rest of the head. */
function withAdded(text: string, { status }: ResponseHead, added: Fields): string {
  if (added.length === 0 || status < 200) return text
  return `${text.slice(0, -CRLF.length)}${formatFields(added)}${CRLF}`
}

/**
 * The head as it goes back to the client: everything that is not about the next hop's connection,
 * byte for byte; `Date` where it is missing (RFC 9110 §6.6.1), our `Via`, and for error statuses a
 * `Proxy-Status` that says the status was received, not made (RFC 9209 §2.1.4).
 */
export function returnableHead(
  head: ResponseHead,
  connection: ConnectionOptions,
  returning: Returning,
  pseudonym: string,
  nowMs: number,
  nextHop: NextHopSaid = {},
): string {
  const dropsLength = head.status === 204 || head.status < 200
  const fields: FieldLine[] = []
  for (const line of head.fields) {
    if (HOP_BY_HOP.has(line.key) || connection.named.has(line.key)) continue
    if (isAboutUs(line, head) && nextHop.knowsClient !== true) continue
    if (dropsLength && line.key === 'content-length') continue
    fields.push(line)
  }
  if (head.status >= 200)
    addFinalFields(fields, head, returning, { pseudonym, nextHop: nextHop.name }, nowMs)
  // 426 without Upgrade would not say to what (RFC 9110 §15.5.22).
  if (head.status === 101 || head.status === 426) fields.push(...upgradeFields(head.fields))
  fields.push(field('Via', formatVia(head.minorVersion, pseudonym)))
  // Last, where `ReturnableHeads` puts it.
  if (head.status >= 200 && returning.added.length > 0) fields.push(...returning.added)
  return formatResponseHead(head.status, head.reasonPhrase, fields)
}

/**
 * Proxy-Authentication-Info, and Proxy-Authenticate in anything but a 407, are for the next client on the way
 * back, which is us (RFC 9110 §11.7.1, §11.7.3). A client would take them for ours.
 */
function isAboutUs({ key }: FieldLine, { status }: ResponseHead): boolean {
  return key === 'proxy-authentication-info' || (key === 'proxy-authenticate' && status !== 407)
}

/** Trailer fields that may be sent on: those that no hop takes for framing, routing or credentials (RFC 9110 §6.5.1). */
export function returnableTrailers(trailers: Fields, connection: ConnectionOptions): Fields {
  if (trailers.length === 0) return trailers
  return trailers.filter(
    (line) =>
      !HOP_BY_HOP.has(line.key) && !connection.named.has(line.key) && !NOT_A_TRAILER.has(line.key),
  )
}

function addFinalFields(
  fields: FieldLine[],
  head: ResponseHead,
  returning: Returning,
  who: { readonly pseudonym: string; readonly nextHop: string | undefined },
  nowMs: number,
): void {
  if (!hasField(head.fields, 'date')) fields.push(field('Date', formatHttpDate(nowMs)))
  if (returning.framing.kind === 'chunked') fields.push(CHUNKED)
  if (returning.close) fields.push(CLOSE)
  if (head.status >= 400) {
    const { pseudonym: name, nextHop } = who
    const hop = nextHop === undefined ? {} : { nextHop }
    const status = formatProxyStatus({ name, ...hop, receivedStatus: head.status })
    fields.push(field('Proxy-Status', status))
  }
}

const CRLF = '\r\n'
const CHUNKED = field('Transfer-Encoding', 'chunked')
const CLOSE = field('Connection', 'close')

const NOT_A_TRAILER: ReadonlySet<string> = new Set([
  'content-length',
  'content-encoding',
  'content-type',
  'content-range',
  'host',
  'authorization',
  'proxy-authorization',
  'proxy-authenticate',
  'proxy-authentication-info',
  'www-authenticate',
  'set-cookie',
  'cookie',
  'max-forwards',
  'trailer',
  'via',
])
