import {
  bodyReader,
  type ConnectionOptions,
  type Fields,
  type Framing,
  type FramingProblem,
  hasField,
  type ResponseHead,
  valuesOf,
} from '@hopwise/http'
import { Fault, type FaultCode } from '@hopwise/journal'
import { isUpgrade } from '../core/forwardable.ts'
import { canPersist } from '../core/persistence.ts'
import type { ForwardRequest } from '../core/receive.ts'
import type { Afterwards } from './client-connection.ts'
import type { Connection } from './connection.ts'
import { ContentRelay } from './content-relay.ts'
import type { Exchange } from './exchange.ts'
import type { NextHop } from './next-hop-pool.ts'
import { record } from './record.ts'
import { lingerAfter, type Scene } from './refuse.ts'
import { relayUpgrade } from './tunnel.ts'

/**
 * Passes a final response on: head, content, trailers, and what becomes of both connections.
 * Synchronous when the whole response is there and the client takes it.
 */
export function relay(
  scene: Scene,
  request: ForwardRequest,
  nextHop: NextHop,
  head: ResponseHead,
): Afterwards | Promise<Afterwards> {
  const { exchange, client, engine } = scene
  exchange.enter('relay', performance.now())
  if (head.status === 101) return switchProtocols(scene, request, nextHop, head)
  const response = nextHop.heads.read(request.head.method, head)
  const { framed, connection: fromHop } = response
  if (framed.kind === 'malformed') throw malformedFraming(framed.reason, nextHop)

  const framing = framingFor(request, framed.framing)
  const isUploading = exchange.upload !== undefined && !exchange.upload.isFinished
  const close = !canPersist(request) || engine.isDraining || isUploading || framing.kind === 'close'
  const returning = { framing, close, added: exchange.authenticationFields }
  client.connection.put(nextHop.heads.format(response, returning, Date.now))

  const ending = { scene, nextHop, head, fromHop, isUploading, close, received: framed.framing }
  const reader = bodyReader(framed.framing)
  const content = new ContentRelay(nextHop, client.connection, reader, framing, fromHop)
  const state = passFirst(content, client.connection)
  exchange.headIsOut = true
  const flows = client.connection.flush()
  if (state === 'done' && flows) return finish(ending)
  return relayRest(content, state, ending)
}

/** Content that is wrong from its first octet costs the client nothing yet: the head has not gone out. */
function passFirst(content: ContentRelay, to: Connection): 'done' | 'need-more' {
  try {
    return content.pass()
  } catch (error) {
    to.unput()
    throw error
  }
}

/** What is known when a response begins and needed when it ends. */
interface Ending {
  readonly scene: Scene
  readonly nextHop: NextHop
  readonly head: ResponseHead
  readonly fromHop: ConnectionOptions
  readonly received: Framing
  readonly isUploading: boolean
  readonly close: boolean
}

/** The rest, as it comes: what there is goes out before more is waited for; an event stream depends on it. */
async function relayRest(
  content: ContentRelay,
  begun: 'done' | 'need-more',
  ending: Ending,
): Promise<Afterwards> {
  const { client, engine } = ending.scene
  const from = ending.nextHop.connection
  const to = client.connection
  let state = begun
  for (;;) {
    if (!to.flush()) await to.drained(engine.patience.relay)
    if (to.state === 'broken') throw new Fault('CLIENT_GONE', 'the client did not take it all')
    if (state === 'done') return finish(ending)
    const piece = await from.read(engine.patience.relay)
    if (piece === undefined) {
      content.end()
      state = 'done'
    } else {
      state = content.give(piece)
    }
  }
}

function finish(ending: Ending): Afterwards | Promise<Afterwards> {
  // From here on the next hop's connection may be somebody else's: this client's end is none of it.
  ending.scene.client.connection.onClose = undefined
  const nowMs = performance.now()
  settleNextHop(ending, nowMs)
  record(ending.scene, 'relayed', ending.head.status, nowMs)
  if (ending.isUploading) return lingerAfter(ending.scene)
  return ending.close ? 'close' : 'persist'
}

/** The next hop's connection is kept where both sides have said all they had to say and none wants to end. */
function settleNextHop({ scene, nextHop, head, fromHop, received }: Ending, nowMs: number): void {
  const { upload } = scene.exchange
  const isUploaded = upload === undefined || upload.isFinished
  const isKept =
    isUploaded && head.minorVersion === 1 && !fromHop.close && received.kind !== 'close'
  if (!isKept) nextHop.connection.destroy()
  else if (nextHop.isBound === true || isConnectionBound(scene.exchange, head)) {
    scene.client.pin(nextHop)
  } else scene.engine.pool.give(nextHop, nowMs)
}

/**
 * NTLM and Negotiate (RFC 4559 §6) log a connection in, not a request: what has carried one of them
 * belongs to this client for good.
 */
function isConnectionBound({ head, passesCredentials }: Exchange, response: ResponseHead): boolean {
  return (
    (head !== undefined && hasConnectionScheme(head.fields, 'authorization')) ||
    hasConnectionScheme(response.fields, 'www-authenticate') ||
    (passesCredentials === true &&
      ((head !== undefined && hasConnectionScheme(head.fields, 'proxy-authorization')) ||
        hasConnectionScheme(response.fields, 'proxy-authenticate')))
  )
}

function hasConnectionScheme(fields: Fields, key: string): boolean {
  if (!hasField(fields, key)) return false
  return valuesOf(fields, key).some((value) => /^(?:NTLM|Negotiate)(?: |$)/i.test(value))
}

/** Towards the client: chunked where the length is not known, or until the end for HTTP/1.0 (RFC 9112 §6.1). */
function framingFor(request: ForwardRequest, received: Framing): Framing {
  if (received.kind === 'none' || received.kind === 'length') return received
  return request.head.minorVersion === 1 ? CHUNKED : UNTIL_CLOSE
}

async function switchProtocols(
  scene: Scene,
  request: ForwardRequest,
  nextHop: NextHop,
  head: ResponseHead,
): Promise<Afterwards> {
  if (!isUpgrade(request)) {
    throw new Fault(
      'UPGRADE_UNEXPECTED',
      `${nextHop.address} switched protocols without being asked`,
    )
  }
  // RFC 9110 §7.8: the switch comes after the whole request.
  const { upload } = scene.exchange
  await upload?.done
  if (upload?.fault !== undefined) throw upload.fault
  return relayUpgrade(scene, nextHop, head)
}

function malformedFraming(reason: FramingProblem, nextHop: NextHop): Fault {
  const code: FaultCode =
    reason === 'coding-unsupported' ? 'RESPONSE_TRANSFER_CODING' : 'RESPONSE_MALFORMED'
  return new Fault(code, `${nextHop.address} framed its response ambiguously: ${reason}`)
}

const CHUNKED: Framing = { kind: 'chunked' }
const UNTIL_CLOSE: Framing = { kind: 'close' }
