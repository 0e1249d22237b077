import type { Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import type { Peer } from '@hopwise/auth'
import {
  formatAuthority,
  HeadBuffer,
  readRequestHead,
  type SectionReader,
  sectionReader,
} from '@hopwise/http'
import { Fault } from '@hopwise/journal'
import { ForwardableHeads } from '../core/forwardable.ts'
import { type ForwardRequest, type Received, receive, rejectedHead } from '../core/receive.ts'
import { Connection, type Waiter } from './connection.ts'
import type { Engine } from './engine.ts'
import { type Entrance, haveSameAuthorities } from './entrance.ts'
import { Exchange } from './exchange.ts'
import type { NextHop } from './next-hop-pool.ts'
import { isSecure } from './reset-socket.ts'
import { fail, serveExchange } from './serve-exchange.ts'
import { TlsPeer } from './tls-peer.ts'

/** What becomes of a client's connection after one exchange. */
export type Afterwards = 'persist' | 'close' | 'handed-over'

/** One client's connection: requests are read and served one after another (RFC 9112 §9.3.2). */
export class ClientConnection {
  readonly connection: Connection
  readonly address: string
  /** What authentication knows of the client, and keeps between rounds. */
  readonly peer: Peer
  readonly entrance: Entrance
  /** What the client sent before, for what it sends next. */
  readonly heads: ForwardableHeads
  readonly #sections: SectionReader
  #before: ForwardRequest | undefined
  isServing = false
  #pinned: NextHop | undefined
  readonly #engine: Engine

  constructor(socket: Socket, entrance: Entrance, engine: Engine) {
    this.#engine = engine
    this.entrance = entrance
    this.connection = new Connection(socket, engine.deadlines)
    this.address = plainAddress(socket.remoteAddress ?? 'unknown')
    this.heads = new ForwardableHeads(engine.name)
    this.#sections = sectionReader(engine.limits)
    this.peer = peerOf(socket, this.address, entrance)
  }

  /**
   * Serves until the connection ends. Not async: between two requests there is nobody to be told but
   * this, and a promise for each would cost more than reading it.
   */
  serve(): void {
    this.#engine.clients.add(this)
    this.#awaitRequest()
  }

  /** Where the client reached us, for links that must lead here. Asked of the system only when wanted. */
  get ownHost(): string {
    return plainAddress(this.connection.socket.localAddress ?? '127.0.0.1')
  }

  get ownPort(): number {
    return this.connection.socket.localPort ?? 0
  }

  /** The proxy as a URI, for people to open. */
  get ownAddress(): string {
    const scheme = isSecure(this.connection.socket) ? 'https' : 'http'
    return `${scheme}://${formatAuthority(this.ownHost, this.ownPort)}`
  }

  /** Keeps a next hop's connection that this client has logged in on: nobody else may use it. */
  pin(nextHop: NextHop): void {
    this.#pinned?.connection.destroy()
    this.#pinned = nextHop
    nextHop.isBound = true
    nextHop.connection.onStir = () => {
      this.#pinned = undefined
      nextHop.connection.destroy()
    }
  }

  /** The connection that was pinned, if it leads where it should. */
  takePinned(key: string): NextHop | undefined {
    const pinned = this.#pinned
    if (pinned === undefined || pinned.key !== key) return undefined
    this.#pinned = undefined
    pinned.connection.onStir = undefined
    return pinned
  }

  /** Ends the connection if it is between two requests. */
  closeIfIdle(): void {
    if (!this.isServing) this.connection.destroy()
  }

  #awaitRequest(): void {
    this.isServing = false
    // A client that has asked for nothing yet may want a tunnel, and thousands of these are idle.
    if (this.#before !== undefined) this.connection.readInBulk()
    let first = this.connection.take()
    while (first !== undefined && isEmptyLines(first)) first = this.connection.take()
    if (first !== undefined) this.#serveFrom(first)
    else if (this.#engine.isDraining || this.entrance.isClosed === true) this.#end('close')
    else this.connection.wait(this.#forRequest, this.#engine.patience.nextRequest)
  }

  readonly #forRequest: Waiter<Uint8Array | undefined> = {
    resolve: (first) => {
      if (first === undefined) this.#end('close')
      else if (isEmptyLines(first)) this.#awaitRequest()
      else this.#serveFrom(first)
    },
    reject: (error) => this.#broken(error),
  }

  #serveFrom(first: Uint8Array): void {
    this.isServing = true
    const exchange = this.#begin()
    const failed = (error: unknown): void => {
      fail({ exchange, client: this, engine: this.#engine }, error).then(this.#served, this.#broken)
    }
    try {
      this.#serveOne(first, exchange).then(this.#served, failed)
    } catch (error) {
      failed(error)
    }
  }

  readonly #served = (afterwards: Afterwards): void => {
    try {
      if (afterwards === 'persist') this.#awaitRequest()
      else this.#end(afterwards)
    } catch (error) {
      this.#broken(error)
    }
  }

  readonly #broken = (error: unknown): void => {
    this.#engine.onBug(error)
    this.#end('close')
  }

  #end(afterwards: Exclude<Afterwards, 'persist'>): void {
    this.#engine.clients.delete(this)
    this.#pinned?.connection.destroy()
    this.peer.conversation?.end()
    if (afterwards !== 'handed-over') this.connection.finish(this.#engine.patience.relay)
  }

  #begin(): Exchange {
    const timeMs = Date.now()
    const id = this.#engine.nextId(timeMs)
    const exchange = new Exchange(id, this.address, timeMs, performance.now())
    exchange.sentBefore = this.connection.sentBytes
    return exchange
  }

  /** Not async, like most of what it calls: a request whose parts are all there should not wait. */
  #serveOne(first: Uint8Array, exchange: Exchange): Promise<Afterwards> {
    const whole = readRequestHead(first, 0, this.#engine.limits, this.#sections)
    if (whole.kind === 'need-more') return this.#serveInPieces(first, exchange)
    return this.#serve(this.#received(whole, first, exchange), exchange)
  }

  #serve(received: Received, exchange: Exchange): Promise<Afterwards> {
    if (received.kind === 'rejected') throw new Fault(received.fault, received.detail)
    exchange.request = received.request
    return serveExchange({ exchange, client: this, engine: this.#engine }, received.request)
  }

  /** A client that leaves in the middle of a head has asked for nothing. */
  async #serveInPieces(first: Uint8Array, exchange: Exchange): Promise<Afterwards> {
    const { limits, patience } = this.#engine
    const buffer = new HeadBuffer()
    let piece: Uint8Array | undefined = first
    while (piece !== undefined) {
      const read = buffer.read(piece, (bytes) => readRequestHead(bytes, 0, limits, this.#sections))
      if (read.kind !== 'need-more') {
        return this.#serve(this.#received(read, buffer.bytes, exchange), exchange)
      }
      piece =
        this.connection.take() ?? (await this.connection.read(patience.head, exchange.startedMs))
    }
    return 'close'
  }

  #received(
    read: Exclude<ReturnType<typeof readRequestHead>, { kind: 'need-more' }>,
    bytes: Uint8Array,
    exchange: Exchange,
  ): Received {
    if (read.kind === 'malformed') return rejectedHead(read.reason)
    this.connection.unread(bytes, read.rest)
    exchange.head = read.value
    exchange.fromClientBytes = read.rest
    const received = receive(read.value, this.#engine.limits, this.#before)
    if (received.kind === 'request' && received.request.kind === 'forward') {
      this.#before = received.request
    }
    return received
  }
}

function peerOf(socket: Socket, address: string, entrance: Entrance): Peer {
  if (isSecure(socket)) {
    const { tls } = entrance
    const isTrusted = (): boolean => haveSameAuthorities(tls, entrance.tls)
    return new TlsPeer(address, socket as TLSSocket, isTrusted)
  }
  return { address, port: socket.remotePort, conversation: undefined }
}

/** RFC 9112 §2.2: an empty line before a request is no request, also when none follows. */
function isEmptyLines(piece: Uint8Array): boolean {
  if (piece.length === 0 || piece.length > EMPTY_BYTES_MAX || piece.length % 2 === 1) return false
  return piece.every((octet, at) => octet === (at % 2 === 0 ? CR : LF))
}

/** A dual-stack listener shows IPv4 peers as mapped addresses (RFC 4291 §2.5.5.2); people do not. */
function plainAddress(address: string): string {
  return address.startsWith('::ffff:') ? address.slice('::ffff:'.length) : address
}

const CR = 13
const LF = 10
/** Two empty lines; more is for the reader of heads to refuse. */
const EMPTY_BYTES_MAX = 4
