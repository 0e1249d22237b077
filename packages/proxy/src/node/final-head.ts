import {
  connectionOptions,
  HeadBuffer,
  NO_FIELDS,
  type Read,
  type ResponseHead,
  type ResponseHeadProblem,
} from '@hopwise/http'
import { Fault, type FaultCode } from '@hopwise/journal'
import { returnableHead } from '../core/returnable.ts'
import type { Waiter } from './connection.ts'
import type { NextHop } from './next-hop-pool.ts'
import type { Scene } from './refuse.ts'

/** `closed-unanswered`: the next hop ended without a single octet of a response. */
export type FinalHead = ResponseHead | 'closed-unanswered'

/**
 * Waits for the final response head, or 101. Interim ones before it go to the client as they come
 * (RFC 9110 §15.2).
 */
export function awaitFinalHead(nextHop: NextHop, scene: Scene, waiter: Waiter<FinalHead>): void {
  new FinalHeadReader(nextHop, scene, waiter).readOn()
}

/** Makes heads of pieces, and gives back what is behind them. */
class FinalHeadReader implements Waiter<Uint8Array | undefined> {
  readonly #nextHop: NextHop
  readonly #scene: Scene
  readonly #waiter: Waiter<FinalHead>
  #buffer: HeadBuffer | undefined
  #interim = 0
  #sinceMs: number

  constructor(nextHop: NextHop, scene: Scene, waiter: Waiter<FinalHead>) {
    this.#nextHop = nextHop
    this.#scene = scene
    this.#waiter = waiter
    this.#sinceMs = scene.engine.deadlines.nowMs
  }

  /** Reads what there is, and waits for what there is not. */
  readOn(): void {
    const { connection } = this.#nextHop
    for (let piece = connection.take(); piece !== undefined; piece = connection.take()) {
      if (this.#endsWith(piece)) return
    }
    // While content goes up, that is what counts as progress; a head in small pieces is none.
    const isUploading = this.#scene.exchange.upload !== undefined
    const from = isUploading ? undefined : this.#sinceMs
    connection.wait(this, this.#scene.engine.patience.response, from)
  }

  resolve(piece: Uint8Array | undefined): void {
    try {
      if (piece === undefined) this.#waiter.resolve(this.#closed())
      else if (!this.#endsWith(piece)) this.readOn()
    } catch (error) {
      this.#waiter.reject(error)
    }
  }

  reject(error: unknown): void {
    this.#waiter.reject(error)
  }

  #closed(): FinalHead {
    if (this.#interim === 0 && this.#buffer === undefined) return 'closed-unanswered'
    const detail = `${this.#nextHop.address} closed before the final response head was complete`
    throw new Fault('NEXT_HOP_CLOSED', detail)
  }

  /** Whether the final head was complete with this piece; then it has been told. */
  #endsWith(piece: Uint8Array): boolean {
    const head = this.#read(piece)
    if (head === undefined) return false
    if (head.status >= 200 || head.status === 101) {
      this.#waiter.resolve(head)
      return true
    }
    if (++this.#interim > INTERIM_MAX) {
      const { address } = this.#nextHop
      throw new Fault('RESPONSE_MALFORMED', `${address} sent too many interim responses`)
    }
    relayInterim(head, this.#scene)
    this.#sinceMs = this.#scene.engine.deadlines.nowMs
    return false
  }

  #read(piece: Uint8Array): ResponseHead | undefined {
    const { reader } = this.#nextHop
    const whole = this.#buffer === undefined ? reader.read(piece, 0) : undefined
    if (whole !== undefined && whole.kind !== 'need-more') return this.#take(whole, piece)
    this.#buffer ??= new HeadBuffer()
    const read = this.#buffer.read(piece, (held) => reader.read(held, 0))
    if (read.kind === 'need-more') return undefined
    const { bytes } = this.#buffer
    this.#buffer = undefined
    return this.#take(read, bytes)
  }

  #take(
    read: Exclude<Read<ResponseHead, ResponseHeadProblem>, { kind: 'need-more' }>,
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
  if (head.status === 100) {
    exchange.upload?.begin()
    if (exchange.content?.hasSaidContinue === true) return
  }
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
