import { type FieldLine, type Fields, NO_FIELDS, valuesOf } from '@hopwise/http'
import { FAULTS, Fault, type Outcome, redactedTarget } from '@hopwise/journal'
import { type Answer, challengeFields, faultAnswer, formatAnswer } from '../core/answer.ts'
import { type About, faultPage } from '../core/pages/index.ts'
import { contentPlan } from '../core/persistence.ts'
import type { Afterwards, ClientConnection } from './client-connection.ts'
import type { Connection } from './connection.ts'
import { discardContent, linger } from './discard.ts'
import type { Engine } from './engine.ts'
import type { Exchange } from './exchange.ts'
import { record } from './record.ts'

/** Whom an exchange is between, and what is known of it. */
export interface Scene {
  readonly exchange: Exchange
  readonly client: ClientConnection
  readonly engine: Engine
}

/** Ends an exchange with a fault: an explanation where a head can still go out, the connection's end where not. */
export async function refuse(scene: Scene, fault: Fault): Promise<Afterwards> {
  const { exchange, client, engine } = scene
  exchange.fault = fault
  const isGone = fault.code === 'CLIENT_GONE' || client.connection.state === 'broken'
  if (exchange.headIsOut || isGone) {
    client.connection.reset()
    record(scene, 'aborted', exchange.headIsOut ? (exchange.receivedStatus ?? 0) : 499)
    return 'close'
  }
  const page = faultPage(fault.code, fault.detail, aboutOf(scene))
  const answer = faultAnswer(fault.code, page, engine.name, extraFields(fault, engine))
  return send(scene, answer, outcomeOf(fault, exchange))
}

/** Sends an answer of our own, and settles what is left of the request's content. */
export async function send(scene: Scene, answer: Answer, outcome: Outcome): Promise<Afterwards> {
  const { exchange, client, engine } = scene
  const { request, upload } = exchange
  const plan = contentPlan(request, {
    content: upload === undefined ? 'untouched' : upload.isFinished ? 'passed' : 'passing',
    discardBytesMax: engine.limits.discardBytesMax,
    isDraining: engine.isDraining,
    hasMore: client.connection.hasHeld,
    status: answer.status,
  })
  client.connection.put(
    formatAnswer(answer, {
      method: exchange.head?.method ?? '',
      close: plan === 'close' || plan === 'linger',
      nowMs: Date.now(),
    }),
  )
  const flows = client.connection.flush()
  exchange.headIsOut = true
  record(scene, outcome, answer.status)
  // Who asks and does not take the answers would have us keep them all.
  if (!flows && !(await isTaken(client.connection, engine))) return 'close'
  switch (plan) {
    case 'discard':
      return discardContent(request!.framing, client.connection, engine)
    case 'linger':
      return lingerAfter(scene)
    case 'persist':
    case 'close':
      return plan
    default:
      return plan satisfies never
  }
}

async function isTaken(connection: Connection, engine: Engine): Promise<boolean> {
  try {
    await connection.drained(engine.patience.relay)
    return connection.state !== 'broken'
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    connection.destroy()
    return false
  }
}

/** The connection is to end while content is still on its way: read it, so that no reset overtakes the answer. */
export async function lingerAfter({ exchange, client, engine }: Scene): Promise<Afterwards> {
  const { upload } = exchange
  if (upload === undefined || upload.isDone) {
    await linger(client.connection, engine)
  } else {
    client.connection.socket.end()
    await upload.abandon()
    client.connection.destroy()
  }
  return 'close'
}

/** What pages need to know of an exchange. */
export function aboutOf({ exchange, client, engine }: Scene): About {
  const fields: Fields = exchange.head?.fields ?? NO_FIELDS
  return {
    accept: valuesOf(fields, 'accept'),
    acceptLanguage: valuesOf(fields, 'accept-language'),
    exchange: exchange.id,
    proxyName: engine.name,
    proxyAddress: client.ownAddress,
    target: exchange.head === undefined ? '' : redactedTarget(exchange.head.target),
  }
}

function extraFields(fault: Fault, engine: Engine): readonly FieldLine[] {
  if (fault.status === 407) return challengeFields(engine.authenticator.challenges)
  return fault.code === 'METHOD_NOT_ALLOWED' ? ALLOW : NO_FIELDS
}

/** A first request without credentials is how 407 works, not a failure. */
function outcomeOf(fault: Fault, exchange: Exchange): Outcome {
  if (exchange.reason === 'credentials-missing') return 'challenged'
  return FAILS.has(FAULTS[fault.code].phase) ? 'failed' : 'refused'
}

const FAILS: ReadonlySet<string> = new Set(['route', 'connect', 'forward', 'relay'])
const ALLOW: readonly FieldLine[] = [{ name: 'Allow', value: 'GET, HEAD, OPTIONS', key: 'allow' }]
