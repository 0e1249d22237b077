import { formatAuthority, parseChallenges, type ResponseHead, valuesOf } from '@hopwise/http'
import { Fault } from '@hopwise/journal'
import type { Parent } from '../../core/parents/parent.ts'
import { connectHead } from '../../core/parents/parent-head.ts'
import type { ForwardRequest } from '../../core/receive.ts'
import { nextHopOn } from '../connect-next-hop.ts'
import type { Scene } from '../refuse.ts'
import { openParent } from './open-parent.ts'
import { readHead } from './read-head.ts'
import { roundsFor } from './rounds.ts'

/**
 * Whether a 407 says no to credentials, rather than asks for the next round of a handshake or for the
 * same with another nonce.
 */
export function saysNo(head: ResponseHead): boolean {
  const { challenges } = parseChallenges(valuesOf(head.fields, 'proxy-authenticate'))
  return !challenges.some(
    (challenge) =>
      challenge.kind === 'token68' || challenge.params.get('stale')?.toLowerCase() === 'true',
  )
}

/**
 * Whether the parent itself refuses credentials that it has accepted before. In absolute-form its 407
 * looks like one that an origin has sent; if that were taken for the parent's, any origin could have
 * the parent's password taken for wrong (decision 0077). A CONNECT to the same host is answered by the
 * parent alone. No answer in time is no refusal: that one needs no network.
 */
export async function isParentsOwn(
  { exchange, engine }: Scene,
  { head, target: { host } }: ForwardRequest,
  parent: Parent,
): Promise<boolean> {
  const connection = await openParent(parent, exchange, engine)
  const nextHop = nextHopOn(connection, parent.key, parent.label, engine)
  const target = formatAuthority(host, PORT)
  const asking = { head: { ...head, target }, target: { host, port: PORT } }
  const rounds = roundsFor(parent, { method: 'CONNECT', target }, [])
  try {
    connection.put(connectHead(asking, engine.name, await rounds.open(nextHop)))
    connection.flush()
    const patience = { response: { ms: ANSWER_MS, fault: 'none' } } as const
    const answer = await readHead(nextHop, parent.label, { deadlines: engine.deadlines, patience })
    return answer !== 'closed-unanswered' && rounds.areAsked(answer)
  } catch (error) {
    if (error instanceof Fault) return false
    throw error
  } finally {
    rounds.abandon()
    connection.destroy()
  }
}

/** The port to which proxies allow CONNECT, if to any. */
const PORT = 443
const ANSWER_MS = 5_000
