import type { Parent } from '../../core/parents/parent.ts'
import { parentHead } from '../../core/parents/parent-head.ts'
import type { ForwardRequest } from '../../core/receive.ts'
import type { Afterwards } from '../client-connection.ts'
import { endWithClient } from '../client-gone.ts'
import { awaitFinalHead, type FinalHead } from '../final-head.ts'
import type { NextHop } from '../next-hop-pool.ts'
import type { Scene } from '../refuse.ts'
import { relay } from '../relay.ts'
import { connectParent } from './connect-parent.ts'
import { converse, type Talk } from './converse.ts'
import { openParent } from './open-parent.ts'
import { askedContent, type Outgoing, outgoingOf, repeatsOf, sendOut } from './outgoing.ts'
import { recheckOf } from './recheck.ts'
import { signIn } from './sign-in.ts'
import { connectSocks } from './socks-connect.ts'
import { isParentsOwn } from './whose-refusal.ts'

/** Carries a request to a parent, and the response back. */
export async function forwardVia(
  scene: Scene,
  request: ForwardRequest,
  parent: Parent,
): Promise<Afterwards> {
  const { client, exchange } = scene
  try {
    const outgoing = await outgoingOf(scene, request, parent)
    const isUncertain = outgoing.kind === 'streamed' && !parent.mayStream
    const ready = isUncertain ? await signIn(scene, request, parent) : undefined
    const { nextHop, head } = await converse(carrying(scene, request, parent, outgoing, ready))
    exchange.receivedStatus = head.status
    try {
      return await relay(scene, request, nextHop, head)
    } catch (error) {
      nextHop.connection.destroy()
      throw error
    }
  } finally {
    client.connection.onClose = undefined
  }
}

/** @param ready a connection to begin with */
function carrying(
  scene: Scene,
  request: ForwardRequest,
  parent: Parent,
  outgoing: Outgoing,
  ready: NextHop | undefined,
): Talk {
  const { exchange, client, engine } = scene
  const isSocks = parent.address.scheme === 'socks5'
  const key = isSocks ? `${parent.key} ${request.origin}` : parent.key
  const open = () =>
    isSocks
      ? connectSocks(parent, request.target, exchange, engine)
      : openParent(parent, exchange, engine)
  let first = ready
  return {
    parent,
    engine,
    exchange,
    asked: {
      method: request.head.method,
      target: request.head.target,
      content: askedContent(outgoing),
    },
    clientFields: request.head.fields,
    repeats: repeatsOf(request, outgoing),
    async connect(wanted) {
      const kept = first
      first = undefined
      return kept ?? (await connectParent(scene, parent, key, wanted, open))
    },
    send(nextHop, credentials) {
      const { connection } = nextHop
      exchange.enter('forward', performance.now())
      endWithClient(client.connection, nextHop)
      // Behind SOCKS it is the origin that reads it.
      const head = isSocks
        ? client.heads.of(request)
        : parentHead(request, engine.name, credentials)
      sendOut(head, request, outgoing, connection, scene)
    },
    read: (nextHop) => finalHead(nextHop, scene),
    isParentsOwn: () => isParentsOwn(scene, request, parent),
    recheck: recheckOf(scene, parent),
  }
}

function finalHead(nextHop: NextHop, scene: Scene): Promise<FinalHead> {
  return new Promise((resolve, reject) => awaitFinalHead(nextHop, scene, { resolve, reject }))
}
