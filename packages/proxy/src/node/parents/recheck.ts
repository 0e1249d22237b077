import { NO_FIELDS, parseAuthority } from '@hopwise/http'
import { Fault } from '@hopwise/journal'
import type { Parent } from '../../core/parents/parent.ts'
import { connectHead } from '../../core/parents/parent-head.ts'
import { nextHopOn } from '../connect-next-hop.ts'
import type { Scene } from '../refuse.ts'
import { converse, type Talk } from './converse.ts'
import { openParent } from './open-parent.ts'
import { ParentDown } from './parent-down.ts'
import { readHead } from './read-head.ts'

/**
 * For `Talk`: asks the parent for a tunnel that its credentials have been good for, and closes it. After that
 * they are in doubt no more, or refused (decision 0070). Who asks meanwhile shares the answer.
 */
export function recheckOf(scene: Scene, parent: Parent): NonNullable<Talk['recheck']> {
  return async (target) => {
    parent.recheck ??= ask(scene, parent, target).finally(() => {
      parent.recheck = undefined
    })
    await parent.recheck
  }
}

async function ask({ exchange, engine }: Scene, parent: Parent, target: string): Promise<void> {
  const authority = parseAuthority(target)
  if (authority?.port === undefined) return
  const request = {
    head: { fields: NO_FIELDS, minorVersion: 1 },
    target: { host: authority.host, port: authority.port },
  } as const
  try {
    const { nextHop } = await converse({
      parent,
      engine,
      exchange,
      asked: { method: 'CONNECT', target },
      clientFields: NO_FIELDS,
      repeats: 'always',
      async connect() {
        const connection = await openParent(parent, exchange, engine)
        return nextHopOn(connection, parent.key, parent.label, engine)
      },
      send({ connection }, credentials) {
        connection.put(connectHead(request, engine.name, credentials))
        connection.flush()
      },
      read: (nextHop) => readHead(nextHop, parent.label, engine),
    })
    nextHop.connection.destroy()
  } catch (error) {
    // Whoever wanted to know asks once more, and hears what there is to hear.
    if (!(error instanceof Fault || error instanceof ParentDown)) throw error
  }
}
