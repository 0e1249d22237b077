import {
  type BodyReader,
  bodyReader,
  CHUNK_END,
  type ConnectionOptions,
  chunkHead,
  connectionOptions,
  type Framing,
  type FramingProblem,
  formatLastChunk,
  type ResponseHead,
  responseFraming,
} from '@hopwise/http'
import { Fault, type FaultCode } from '@hopwise/journal'
import { isUpgrade } from '../core/forwardable.ts'
import { canPersist } from '../core/persistence.ts'
import type { ForwardRequest } from '../core/receive.ts'
import { returnableHead, returnableTrailers } from '../core/returnable.ts'
import type { Afterwards } from './client-connection.ts'
import type { NextHop } from './next-hop-pool.ts'
import { record } from './record.ts'
import { lingerAfter, type Scene } from './refuse.ts'
import { relayUpgrade } from './tunnel.ts'

/** Passes a final response on: head, content, trailers, and what becomes of both connections. */
export async function relay(
  scene: Scene,
  request: ForwardRequest,
  nextHop: NextHop,
  head: ResponseHead,
): Promise<Afterwards> {
  const { exchange, client, engine } = scene
  exchange.enter('relay', performance.now())
  if (head.status === 101) return switchProtocols(scene, request, nextHop, head)
  const framed = responseFraming(request.head.method, head)
  if (framed.kind === 'malformed') throw malformedFraming(framed.reason, nextHop)

  const fromHop = connectionOptions(head.fields)
  const framing = framingFor(request, framed.framing)
  const isUploading = exchange.upload !== undefined && !exchange.upload.isFinished
  const close = !canPersist(request) || engine.isDraining || isUploading || framing.kind === 'close'
  const returning = { framing, close }
  client.connection.put(returnableHead(head, fromHop, returning, engine.name, Date.now()))
  exchange.headIsOut = true
  await relayContent(scene, nextHop, bodyReader(framed.framing), framing, fromHop)

  settleNextHop(scene, nextHop, head, framed.framing, fromHop)
  record(scene, 'relayed', head.status)
  if (isUploading) return lingerAfter(scene)
  return close ? 'close' : 'persist'
}

async function relayContent(
  { client, engine }: Scene,
  nextHop: NextHop,
  reader: BodyReader,
  framing: Framing,
  fromHop: ConnectionOptions,
): Promise<void> {
  const to = client.connection
  const from = nextHop.connection
  let piece: Uint8Array = NOTHING
  let at = 0
  for (;;) {
    const step = reader.next(piece, at)
    switch (step.kind) {
      case 'data':
        at = step.end
        putContent(to, piece.subarray(step.start, step.end), framing)
        break
      case 'done':
        from.unread(piece.subarray(step.rest))
        if (framing.kind === 'chunked') {
          to.put(formatLastChunk(returnableTrailers(step.trailers, fromHop)))
        }
        if (!to.flush()) await to.drained(engine.patience.relay)
        return
      case 'need-more': {
        // What there is goes out before more is waited for: an event stream depends on it.
        const held = from.take()
        if (held === undefined && !to.flush()) await to.drained(engine.patience.relay)
        const more = held ?? (await from.read(engine.patience.relay))
        if (more === undefined) return finishAtEnd(to, nextHop, reader, framing)
        piece = more
        at = 0
        break
      }
      case 'malformed':
        throw new Fault(
          'RESPONSE_INCOMPLETE',
          `${nextHop.address} sent content that is not valid: ${step.reason}`,
        )
      default:
        step satisfies never
    }
  }
}

/** The next hop has closed: the content's end where the framing says so, a broken response elsewhere (RFC 9112 §8). */
function finishAtEnd(
  to: NextHop['connection'],
  nextHop: NextHop,
  reader: BodyReader,
  framing: Framing,
): void {
  if (!reader.mayEndHere || nextHop.connection.state !== 'ended') {
    throw new Fault(
      'RESPONSE_INCOMPLETE',
      `${nextHop.address} closed in the middle of its response`,
    )
  }
  if (framing.kind === 'chunked') to.put(formatLastChunk([]))
  to.flush()
}

function putContent(to: NextHop['connection'], data: Uint8Array, framing: Framing): void {
  if (framing.kind !== 'chunked') {
    to.put(data)
    return
  }
  to.put(chunkHead(data.length))
  to.put(data)
  to.put(CHUNK_END)
}

/** Towards the client: chunked where the length is not known, or until the end for HTTP/1.0 (RFC 9112 §6.1). */
function framingFor(request: ForwardRequest, received: Framing): Framing {
  if (received.kind === 'none' || received.kind === 'length') return received
  return request.head.minorVersion === 1 ? { kind: 'chunked' } : { kind: 'close' }
}

function settleNextHop(
  { exchange, engine }: Scene,
  nextHop: NextHop,
  head: ResponseHead,
  framing: Framing,
  fromHop: ConnectionOptions,
): void {
  const isUploaded = exchange.upload === undefined || exchange.upload.isFinished
  const isKept = isUploaded && head.minorVersion === 1 && !fromHop.close && framing.kind !== 'close'
  if (isKept) engine.pool.give(nextHop, performance.now())
  else nextHop.connection.destroy()
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
  await scene.exchange.upload?.done
  return relayUpgrade(scene, nextHop, head)
}

function malformedFraming(reason: FramingProblem, nextHop: NextHop): Fault {
  const code: FaultCode =
    reason === 'coding-unsupported' ? 'RESPONSE_TRANSFER_CODING' : 'RESPONSE_MALFORMED'
  return new Fault(code, `${nextHop.address} framed its response ambiguously: ${reason}`)
}

const NOTHING = new Uint8Array(0)
