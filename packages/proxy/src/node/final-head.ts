import {
  connectionOptions,
  HeadBuffer,
  type HeadLimits,
  NO_FIELDS,
  type ResponseHead,
  type ResponseHeadProblem,
  readResponseHead,
} from '@hopwise/http'
import { Fault, type FaultCode } from '@hopwise/journal'
import { returnableHead } from '../core/returnable.ts'
import type { NextHop } from './next-hop-pool.ts'
import type { Scene } from './refuse.ts'

/**
 * The final response head, or 101. Interim ones before it go to the client as they come
 * (RFC 9110 §15.2). `closed-unanswered`: the next hop ended without a single octet of a response.
 */
export async function readFinalHead(
  nextHop: NextHop,
  scene: Scene,
): Promise<ResponseHead | 'closed-unanswered'> {
  const { connection } = nextHop
  const { patience, limits } = scene.engine
  const reader = new HeadReader(nextHop, limits)
  let interim = 0
  let sinceMs = scene.engine.deadlines.nowMs
  for (;;) {
    // While content goes up, that is what counts as progress; a head in small pieces is none.
    const isUploading = scene.exchange.upload !== undefined
    const from = isUploading ? undefined : sinceMs
    const piece = connection.take() ?? (await connection.read(patience.response, from))
    if (piece === undefined) {
      if (interim === 0 && reader.isEmpty) return 'closed-unanswered'
      const detail = `${nextHop.address} closed before the final response head was complete`
      throw new Fault('NEXT_HOP_CLOSED', detail)
    }
    const head = reader.read(piece)
    if (head === undefined) continue
    if (head.status >= 200 || head.status === 101) return head
    if (++interim > INTERIM_MAX) {
      throw new Fault('RESPONSE_MALFORMED', `${nextHop.address} sent too many interim responses`)
    }
    relayInterim(head, scene)
    sinceMs = scene.engine.deadlines.nowMs
  }
}

/** Makes heads of pieces, and gives back what is behind them. */
class HeadReader {
  readonly #nextHop: NextHop
  readonly #limits: HeadLimits
  #buffer: HeadBuffer | undefined

  constructor(nextHop: NextHop, limits: HeadLimits) {
    this.#nextHop = nextHop
    this.#limits = limits
  }

  get isEmpty(): boolean {
    return this.#buffer === undefined
  }

  read(piece: Uint8Array): ResponseHead | undefined {
    const whole = this.#buffer === undefined ? readResponseHead(piece, 0, this.#limits) : undefined
    if (whole !== undefined && whole.kind !== 'need-more') return this.#take(whole, piece)
    this.#buffer ??= new HeadBuffer()
    const read = this.#buffer.read(piece, (held) => readResponseHead(held, 0, this.#limits))
    if (read.kind === 'need-more') return undefined
    const { bytes } = this.#buffer
    this.#buffer = undefined
    return this.#take(read, bytes)
  }

  #take(
    read: Exclude<ReturnType<typeof readResponseHead>, { kind: 'need-more' }>,
    bytes: Uint8Array,
  ): ResponseHead {
    if (read.kind === 'malformed') throw malformedHead(read.reason, this.#nextHop)
    this.#nextHop.connection.unread(bytes, read.rest)
    return read.value
  }
}

function relayInterim(head: ResponseHead, { client, engine, exchange }: Scene): void {
  // RFC 9110 §15.2: an HTTP/1.0 client knows no 1xx.
  if (exchange.head?.minorVersion === 0) return
  if (head.status === 100) exchange.upload?.begin()
  const connection = connectionOptions(head.fields)
  const returning = { framing: { kind: 'none' }, close: false, added: NO_FIELDS } as const
  client.connection.put(returnableHead(head, connection, returning, engine.name, Date.now()))
  client.connection.flush()
}

function malformedHead(reason: ResponseHeadProblem, nextHop: NextHop): Fault {
  const isTooLarge = reason === 'fields-too-large' || reason === 'fields-too-many'
  const code: FaultCode = isTooLarge ? 'RESPONSE_HEAD_TOO_LARGE' : 'RESPONSE_MALFORMED'
  return new Fault(code, `${nextHop.address} sent a response head that is not valid: ${reason}`)
}

/** More than any server sends; a peer that goes on for ever must end some time. */
const INTERIM_MAX = 32
