import { field } from '@hopwise/http'
import { Fault } from '@hopwise/journal'
import { ownAnswer } from '../core/answer.ts'
import { forwardableHead, isUpgrade } from '../core/forwardable.ts'
import { countForwards, reflectedRequest } from '../core/max-forwards.ts'
import type { ForwardRequest } from '../core/receive.ts'
import type { Afterwards } from './client-connection.ts'
import { connectNextHop } from './connect-next-hop.ts'
import { readFinalHead } from './final-head.ts'
import type { NextHop } from './next-hop-pool.ts'
import { type Scene, send } from './refuse.ts'
import { relay } from './relay.ts'
import { checkTunnelLimit } from './tunnel.ts'
import { Upload } from './upload.ts'

/** Carries a request to its origin and the response back. */
export function forward(scene: Scene, request: ForwardRequest): Promise<Afterwards> {
  if (isUpgrade(request)) checkTunnelLimit(scene)
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

function carry(scene: Scene, request: ForwardRequest): Promise<Afterwards> {
  const wanted = isRepeatable(request) ? 'any' : 'just-used'
  const found = connectNextHop(scene, request, wanted)
  if (found instanceof Promise) return found.then((nextHop) => attemptOn(nextHop, scene, request))
  return attemptOn(found, scene, request)
}

async function attemptOn(
  nextHop: NextHop,
  scene: Scene,
  request: ForwardRequest,
): Promise<Afterwards> {
  const { exchange, client, engine } = scene
  const { connection } = nextHop
  exchange.enter('forward', performance.now())
  client.connection.onClose = () => connection.fail(clientGone())
  try {
    if (client.connection.state === 'broken') throw clientGone()
    connection.put(forwardableHead(request, engine.name))
    connection.flush()
    if (request.framing.kind !== 'none') {
      exchange.upload = new Upload(request, exchange, client.connection, connection, engine)
    }
    const head = await readFinalHead(nextHop, scene)
    if (head === 'closed-unanswered') {
      connection.destroy()
      return await onceMore(nextHop, scene, request)
    }
    exchange.receivedStatus = head.status
    const afterwards = relay(scene, request, nextHop, head)
    return afterwards instanceof Promise ? await afterwards : afterwards
  } catch (error) {
    connection.destroy()
    throw error
  } finally {
    client.connection.onClose = undefined
  }
}

/**
 * An origin may close a kept connection at the moment we use it. A request without content whose
 * method is idempotent is then sent once more, on a fresh connection (RFC 9112 §9.3.1).
 */
async function onceMore(
  nextHop: NextHop,
  scene: Scene,
  request: ForwardRequest,
): Promise<Afterwards> {
  const isFirst = nextHop.exchanges === 1
  if (isFirst || !isRepeatable(request)) {
    throw new Fault('NEXT_HOP_CLOSED', `${nextHop.address} closed without a response`)
  }
  return attemptOn(await connectNextHop(scene, request, 'fresh'), scene, request)
}

function isRepeatable({ framing, head }: ForwardRequest): boolean {
  return framing.kind === 'none' && IDEMPOTENT.has(head.method)
}

/** Max-Forwards has run out, so the proxy is whom the request is for (RFC 9110 §7.6.2). */
function answerAsLast(scene: Scene, request: ForwardRequest): Promise<Afterwards> {
  const allow = field('Allow', 'GET, HEAD, POST, PUT, PATCH, DELETE, CONNECT, OPTIONS, TRACE')
  if (request.head.method === 'OPTIONS') {
    return send(scene, ownAnswer(204, [allow], undefined, scene.engine.name), 'answered')
  }
  const page = { mediaType: 'message/http', language: 'en', body: reflectedRequest(request) }
  return send(scene, ownAnswer(200, [], page, scene.engine.name), 'answered')
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
