import type { Parent } from '../../core/parents/parent.ts'
import { parentHead } from '../../core/parents/parent-head.ts'
import type { ForwardRequest } from '../../core/receive.ts'
import { endWithClient } from '../client-gone.ts'
import type { NextHop } from '../next-hop-pool.ts'
import type { Scene } from '../refuse.ts'
import { connectParent } from './connect-parent.ts'
import { converse } from './converse.ts'
import { dropContent } from './drop-content.ts'
import { openParent } from './open-parent.ts'
import { readHead } from './read-head.ts'
import { recheckOf } from './recheck.ts'
import { isParentsOwn } from './whose-refusal.ts'

/**
 * Asks the parent for the head of the same target (HEAD is safe, RFC 9110 §9.2.1), so that it asks for
 * credentials now and not in the middle of content that cannot be sent again. Gives the connection on
 * which it was done, where that goes on.
 */
export async function signIn(
  scene: Scene,
  { head, ...request }: ForwardRequest,
  parent: Parent,
): Promise<NextHop | undefined> {
  const { exchange, engine, client } = scene
  const fields = head.fields.filter(({ key }) => KEPT.has(key))
  const asking: ForwardRequest = {
    ...request,
    head: { ...head, method: 'HEAD', fields },
    framing: { kind: 'none' },
  }
  const told = await converse({
    parent,
    engine,
    exchange,
    asked: { method: 'HEAD', target: head.target },
    clientFields: head.fields,
    repeats: 'always',
    connect: (wanted) =>
      connectParent(scene, parent, parent.key, wanted, () => openParent(parent, exchange, engine)),
    send(nextHop, credentials) {
      const { connection } = nextHop
      exchange.enter('connect', performance.now())
      endWithClient(client.connection, nextHop)
      connection.put(parentHead(asking, engine.name, credentials))
      connection.flush()
    },
    read: (nextHop) => readHead(nextHop, parent.label, engine),
    isParentsOwn: () => isParentsOwn(scene, asking, parent),
    recheck: recheckOf(scene, parent),
  })
  const { nextHop } = told
  if (!(await dropContent('HEAD', told.head, nextHop.connection, engine))) return undefined
  nextHop.exchanges++
  return nextHop
}

const KEPT: ReadonlySet<string> = new Set(['host', 'user-agent', 'via', 'cdn-loop'])
