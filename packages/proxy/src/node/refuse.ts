import { type FieldLine, type Fields, field, NO_FIELDS, valuesOf } from '@hopwise/http'
import { FAULTS, Fault, type Outcome, redactedTarget } from '@hopwise/journal'
import { type Answer, challengeFields, faultAnswer, formatAnswer } from '../core/answer.ts'
import { type About, faultPage } from '../core/pages/index.ts'
import { type ContentState, contentPlan } from '../core/persistence.ts'
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
  const { exchange, client } = scene
  exchange.fault = fault
  const isGone = fault.code === 'CLIENT_GONE' || client.connection.state === 'broken'
  if (exchange.headIsOut || isGone) {
    client.connection.reset()
    record(scene, 'aborted', exchange.headIsOut ? (exchange.receivedStatus ?? 0) : 499)
    return 'close'
  }
  return send(scene, answerTo(fault, exchange, aboutOf(scene)), outcomeOf(fault, exchange))
}

/** The answer that explains a fault. */
export function answerTo(fault: Fault, exchange: Exchange, about: About): Answer {
  const { parent, receivedStatus, keptStatus } = exchange
  if (parent === undefined) {
    const page = faultPage(fault.code, fault.detail, about)
    return faultAnswer(fault.code, page, about.proxyName, extraFields(fault, exchange))
  }
  const page = faultPage(fault.code, fault.detail, { ...about, status: keptStatus })
  const hop = { nextHop: parent, ...(receivedStatus !== undefined && { receivedStatus }) }
  const extra = extraFields(fault, exchange)
  const answer = faultAnswer(fault.code, page, about.proxyName, extra, hop)
  return keptStatus === undefined ? answer : { ...answer, status: keptStatus }
}

/** Sends an answer of our own, and settles what is left of the request's content. */
export async function send(scene: Scene, answer: Answer, outcome: Outcome): Promise<Afterwards> {
  const { exchange, client, engine } = scene
  const { request } = exchange
  const plan = contentPlan(request, {
    content: contentState(exchange),
    discardBytesMax: engine.limits.discardBytesMax,
    isDraining: engine.isDraining,
    hasMore: client.connection.hasHeld,
    status: answer.status,
  })
  client.connection.put(
    formatAnswer(withAuthentication(answer, exchange.authenticationFields), {
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

function contentState({ upload, content }: Exchange): ContentState['content'] {
  if (upload === undefined) return content?.state ?? 'untouched'
  return upload.isFinished ? 'passed' : 'passing'
}

/** What authentication adds goes with whatever is answered after it. */
function withAuthentication(answer: Answer, added: Fields): Answer {
  return added.length === 0 ? answer : { ...answer, fields: [...answer.fields, ...added] }
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
  const about = aboutExchange(exchange, engine.name, client.ownAddress)
  return engine.relay === undefined ? about : { ...about, relay: engine.relay }
}

export function aboutExchange(exchange: Exchange, proxyName: string, proxyAddress: string): About {
  const fields: Fields = exchange.head?.fields ?? NO_FIELDS
  return {
    accept: valuesOf(fields, 'accept'),
    acceptLanguage: valuesOf(fields, 'accept-language'),
    exchange: exchange.id,
    proxyName,
    proxyAddress,
    target: exchange.head === undefined ? '' : redactedTarget(exchange.head.target),
  }
}

function extraFields(fault: Fault, exchange: Exchange): readonly FieldLine[] {
  if (fault.code === 'METHOD_NOT_ALLOWED') return ALLOW
  const { refused } = exchange
  if (fault.code === 'AUTHENTICATION_LIMITED') return retryAfter(refused?.retryAfterMs ?? 0)
  // RFC 6750 §3.1: a token without the scope is told so by a challenge, though the status is 403.
  const isChallenged = fault.status === 407 || fault.code === 'TOKEN_INSUFFICIENT'
  return isChallenged ? challengeFields(challengesFor(exchange)) : NO_FIELDS
}

function challengesFor({ authenticator, refused }: Exchange): readonly string[] {
  if (authenticator === undefined)
    throw new TypeError('407 before anybody was asked to authenticate')
  return authenticator.challenges(refused)
}

/** Whole seconds, rounded up: earlier would be refused again (RFC 9110 §10.2.3). */
function retryAfter(ms: number): readonly FieldLine[] {
  return [field('Retry-After', String(Math.max(1, Math.ceil(ms / 1000))))]
}

/** A first request without credentials is how 407 works, not a failure. */
export function outcomeOf(fault: Fault, exchange: Exchange): Outcome {
  if (CHALLENGES.has(exchange.reason)) return 'challenged'
  return FAILS.has(FAULTS[fault.code].phase) ? 'failed' : 'refused'
}

/** Steps of a login that goes as it should. */
const CHALLENGES: ReadonlySet<string | undefined> = new Set([
  'credentials-missing',
  'nonce-stale',
  'round-continues',
])
const FAILS: ReadonlySet<string> = new Set(['route', 'connect', 'forward', 'relay'])
const ALLOW: readonly FieldLine[] = [{ name: 'Allow', value: 'GET, HEAD, OPTIONS', key: 'allow' }]
