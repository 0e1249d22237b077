import { field, isIdempotent } from '@hopwise/http'
import { Fault } from '@hopwise/journal'
import { ownAnswer } from '../core/answer.ts'
import { isUpgrade } from '../core/forwardable.ts'
import { countForwards, reflectedRequest } from '../core/max-forwards.ts'
import type { ForwardRequest } from '../core/receive.ts'
import type { Afterwards } from './client-connection.ts'
import { endWithClient } from './client-gone.ts'
import { connectNextHop } from './connect-next-hop.ts'
import type { Waiter } from './connection.ts'
import { awaitFinalHead, type FinalHead } from './final-head.ts'
import type { NextHop } from './next-hop-pool.ts'
import { type Scene, send } from './refuse.ts'
import { relay } from './relay.ts'
import { checkTunnelLimit } from './tunnel.ts'
import { Upload } from './upload.ts'

/** How a request gets to where it is answered. */
export type Carry = (scene: Scene, request: ForwardRequest) => Promise<Afterwards>

/** Carries a request to its origin, or however `by` does it, and the response back. */
export function forward(
  scene: Scene,
  request: ForwardRequest,
  by: Carry = carry,
): Promise<Afterwards> {
  if (isUpgrade(request)) checkTunnelLimit(scene)
  const counted = countForwards(request)
  switch (counted.kind) {
    case 'malformed':
      throw new Fault('HEAD_MALFORMED', 'Max-Forwards is not a number')
    case 'exhausted':
      return answerAsLast(scene, request)
    case 'limited':
      return by(scene, counted.request)
    case 'unlimited':
      return by(scene, request)
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

function attemptOn(nextHop: NextHop, scene: Scene, request: ForwardRequest): Promise<Afterwards> {
  return new Promise((resolve, reject) => {
    new Attempt(nextHop, scene, request, { resolve, reject }).begin()
  })
}

/**
 * A request on its way over one connection. What is waited for is told in the turn in which it comes,
 * so that a response which is whole is with the client before the turn is over; one promise for the
 * end is all there is (decision 0041).
 */
class Attempt implements Waiter<FinalHead> {
  readonly #nextHop: NextHop
  readonly #scene: Scene
  readonly #request: ForwardRequest
  readonly #end: Waiter<Afterwards>

  constructor(nextHop: NextHop, scene: Scene, request: ForwardRequest, end: Waiter<Afterwards>) {
    this.#nextHop = nextHop
    this.#scene = scene
    this.#request = request
    this.#end = end
  }

  begin(): void {
    const { exchange, client, engine } = this.#scene
    const { connection } = this.#nextHop
    const request = this.#request
    exchange.enter('forward', performance.now())
    try {
      endWithClient(client.connection, this.#nextHop)
      connection.put(client.heads.of(request))
      connection.flush()
      if (request.framing.kind !== 'none') {
        exchange.content?.giveBack()
        exchange.upload = new Upload(request, exchange, client.connection, connection, engine)
      }
      awaitFinalHead(this.#nextHop, this.#scene, this)
    } catch (error) {
      this.reject(error)
    }
  }

  resolve(head: FinalHead): void {
    try {
      const afterwards = this.#answered(head)
      if (!(afterwards instanceof Promise)) this.#settle(afterwards)
      else {
        afterwards.then(
          (value) => this.#settle(value),
          (error: unknown) => this.reject(error),
        )
      }
    } catch (error) {
      this.reject(error)
    }
  }

  reject(error: unknown): void {
    this.#nextHop.connection.destroy()
    this.#scene.client.connection.onClose = undefined
    this.#end.reject(error)
  }

  #answered(head: FinalHead): Afterwards | Promise<Afterwards> {
    if (head === 'closed-unanswered') {
      this.#nextHop.connection.destroy()
      return onceMore(this.#nextHop, this.#scene, this.#request)
    }
    this.#scene.exchange.receivedStatus = head.status
    return relay(this.#scene, this.#request, this.#nextHop, head)
  }

  #settle(afterwards: Afterwards): void {
    this.#scene.client.connection.onClose = undefined
    this.#end.resolve(afterwards)
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
  return framing.kind === 'none' && isIdempotent(head.method)
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
