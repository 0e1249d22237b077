import {
  connectionOptions,
  field,
  HeadBuffer,
  type ResponseHead,
  type ResponseHeadProblem,
  readResponseHead,
} from '@hopwise/http'
import { Fault, type FaultCode } from '@hopwise/journal'
import { forwardableHead } from '../core/forwardable.ts'
import { countForwards, reflectedRequest } from '../core/max-forwards.ts'
import type { ForwardRequest } from '../core/receive.ts'
import { returnableHead } from '../core/returnable.ts'
import type { Afterwards } from './client-connection.ts'
import { connectNextHop } from './connect-next-hop.ts'
import type { NextHop } from './next-hop-pool.ts'
import { type Scene, send } from './refuse.ts'
import { relay } from './relay.ts'
import { Upload } from './upload.ts'

/** Carries a request to its origin and the response back. */
export async function forward(scene: Scene, request: ForwardRequest): Promise<Afterwards> {
  const counted = countForwards(request)
  switch (counted.kind) {
    case 'malformed':
      throw new Fault('HEAD_MALFORMED', 'Max-Forwards is not a number')
    case 'exhausted':
      return answerAsLast(scene, request)
    case 'limited':
      return carry(scene, counted.request)
    case 'unlimited':
      return carry(scene, request)
    default:
      return counted satisfies never
  }
}

/**
 * An origin may close a kept connection at the moment we use it. A request without content whose
 * method is idempotent is then sent once more, on a fresh connection (RFC 9112 §9.3.1).
 */
async function carry(scene: Scene, request: ForwardRequest): Promise<Afterwards> {
  const isRepeatable = request.framing.kind === 'none' && IDEMPOTENT.has(request.head.method)
  const nextHop = await connectNextHop(scene, request, isRepeatable ? 'any' : 'just-used')
  const attempt = await attemptOn(nextHop, scene, request)
  if (attempt !== 'closed-unanswered') return attempt
  if (nextHop.exchanges === 1 || !isRepeatable) throw closedUnanswered(nextHop)
  const fresh = await connectNextHop(scene, request, 'fresh')
  const again = await attemptOn(fresh, scene, request)
  if (again !== 'closed-unanswered') return again
  throw closedUnanswered(fresh)
}

async function attemptOn(
  nextHop: NextHop,
  scene: Scene,
  request: ForwardRequest,
): Promise<Afterwards | 'closed-unanswered'> {
  const { exchange, client, engine } = scene
  const { connection } = nextHop
  exchange.enter('forward', performance.now())
  client.connection.onClose = () => connection.fail(clientGone())
  if (client.connection.state === 'broken') connection.fail(clientGone())
  try {
    connection.put(forwardableHead(request, engine.name))
    connection.flush()
    if (request.framing.kind !== 'none') {
      exchange.upload = new Upload(request, exchange, client.connection, connection, engine)
    }
    const head = await readFinalHead(nextHop, scene, request)
    if (head === 'closed-unanswered') {
      connection.destroy()
      return head
    }
    exchange.receivedStatus = head.status
    return await relay(scene, request, nextHop, head)
  } catch (error) {
    connection.destroy()
    throw error
  } finally {
    client.connection.onClose = undefined
  }
}

/** The final response head, or 101; interim ones before it go to the client as they come (RFC 9110 §15.2). */
async function readFinalHead(
  nextHop: NextHop,
  scene: Scene,
  request: ForwardRequest,
): Promise<ResponseHead | 'closed-unanswered'> {
  for (let interim = 0; interim <= INTERIM_MAX; interim++) {
    const head = await readHead(nextHop, scene)
    if (head === 'closed-unanswered') {
      if (interim === 0) return head
      throw closedUnanswered(nextHop)
    }
    if (head.status >= 200 || head.status === 101) return head
    relayInterim(head, scene, request)
  }
  throw new Fault('RESPONSE_MALFORMED', `${nextHop.address} sent too many interim responses`)
}

async function readHead(
  nextHop: NextHop,
  scene: Scene,
): Promise<ResponseHead | 'closed-unanswered'> {
  const { connection } = nextHop
  const { patience, limits } = scene.engine
  let buffer: HeadBuffer | undefined
  for (;;) {
    const piece = connection.take() ?? (await connection.read(patience.response))
    if (piece === undefined) {
      if (buffer === undefined) return 'closed-unanswered'
      throw new Fault(
        'NEXT_HOP_CLOSED',
        `${nextHop.address} closed in the middle of its response head`,
      )
    }
    let read = buffer === undefined ? readResponseHead(piece, 0, limits) : undefined
    let bytes = piece
    if (read === undefined || read.kind === 'need-more') {
      buffer ??= new HeadBuffer()
      read = buffer.read(piece, (held) => readResponseHead(held, 0, limits))
      bytes = buffer.bytes
    }
    if (read.kind === 'malformed') throw malformedHead(read.reason, nextHop)
    if (read.kind === 'done') {
      connection.unread(bytes.subarray(read.rest))
      return read.value
    }
  }
}

function relayInterim(
  head: ResponseHead,
  { client, engine }: Scene,
  request: ForwardRequest,
): void {
  // RFC 9110 §15.2: an HTTP/1.0 client knows no 1xx.
  if (request.head.minorVersion === 0) return
  const connection = connectionOptions(head.fields)
  const returning = { framing: { kind: 'none' }, close: false } as const
  client.connection.put(returnableHead(head, connection, returning, engine.name, Date.now()))
  client.connection.flush()
}

/** Max-Forwards has run out, so the proxy is whom the request is for (RFC 9110 §7.6.2). */
function answerAsLast(scene: Scene, request: ForwardRequest): Promise<Afterwards> {
  const allow = field('Allow', 'GET, HEAD, POST, PUT, PATCH, DELETE, CONNECT, OPTIONS, TRACE')
  if (request.head.method === 'OPTIONS') {
    return send(scene, { status: 204, fields: [allow], page: undefined }, 'answered')
  }
  const page = { mediaType: 'message/http', language: 'en', body: reflectedRequest(request) }
  return send(scene, { status: 200, fields: [], page }, 'answered')
}

function malformedHead(reason: ResponseHeadProblem, nextHop: NextHop): Fault {
  const isTooLarge = reason === 'fields-too-large' || reason === 'fields-too-many'
  const code: FaultCode = isTooLarge ? 'RESPONSE_HEAD_TOO_LARGE' : 'RESPONSE_MALFORMED'
  return new Fault(code, `${nextHop.address} sent a response head that is not valid: ${reason}`)
}

function closedUnanswered(nextHop: NextHop): Fault {
  return new Fault('NEXT_HOP_CLOSED', `${nextHop.address} closed without a response`)
}

function clientGone(): Fault {
  return new Fault('CLIENT_GONE', 'the client closed before the response was complete')
}

/** RFC 9110 §9.2.2. */
const IDEMPOTENT: ReadonlySet<string> = new Set([
  'GET',
  'HEAD',
  'OPTIONS',
  'TRACE',
  'PUT',
  'DELETE',
])
/** More than any server sends; a peer that goes on for ever must end some time. */
const INTERIM_MAX = 32
