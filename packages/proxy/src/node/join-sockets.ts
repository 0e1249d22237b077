import type { Socket } from 'node:net'
import { BulkRead } from './bulk-read.ts'
import type { Deadlines, Watched } from './deadlines.ts'
import { isSecure, resetSocket } from './reset-socket.ts'

/** Two sockets to be joined, and what each had sent before. */
export interface Sides {
  readonly client: Socket
  readonly nextHop: Socket
  /** A socket that is read in bulk gives its pieces where it is told to. */
  readonly fromClient: BulkRead | readonly Uint8Array[]
  readonly fromNextHop: BulkRead | readonly Uint8Array[]
}

export interface JoinEnd {
  readonly kind: 'closed' | 'idle'
  readonly fromClientBytes: number
  readonly toClientBytes: number
}

/** How long a tunnel in which nothing moves is under way all the same. */
export interface Silence {
  readonly ms: number
  /** Where the client spoke last, and may be waiting for an answer. */
  readonly afterQuestionMs: number
}

/**
 * Two sockets joined: octets pass both ways until both sides have ended. An end is passed on as an
 * end, so that one direction may outlive the other (RFC 9110 §9.3.6), a reset as a reset.
 *
 * There can be thousands of these with nothing to do, so a tunnel is two sockets, one small object
 * and no closures: the listeners are shared and find their way by `this`.
 */
export class Tunnel implements Watched {
  deadlineMs: number
  readonly #client: Joined
  readonly #nextHop: Joined
  readonly #deadlines: Deadlines
  readonly #idleTimeoutMs: number
  readonly #onEnd: (end: JoinEnd, tunnel: Tunnel) => void
  readonly #readBefore: number
  readonly #writtenBefore: number
  #moved: number
  #clientIsOpen = true
  #nextHopIsOpen = true
  #kind: JoinEnd['kind'] = 'closed'
  #heardMs: number
  #clientSpokeLast: boolean

  constructor(
    { client, nextHop, fromClient }: Sides,
    deadlines: Deadlines,
    idleTimeoutMs: number,
    onEnd: (end: JoinEnd, tunnel: Tunnel) => void,
  ) {
    this.#client = client
    this.#nextHop = nextHop
    this.#deadlines = deadlines
    this.#idleTimeoutMs = idleTimeoutMs
    this.#onEnd = onEnd
    // What the socket has read and nobody has seen yet, in its buffer or held, is the tunnel's.
    this.#readBefore = client.bytesRead - client.readableLength - heldOf(fromClient)
    this.#writtenBefore = client.bytesWritten
    this.#moved = client.bytesRead + nextHop.bytesRead
    this.deadlineMs = deadlines.nowMs + idleTimeoutMs
    this.#heardMs = deadlines.nowMs
    this.#clientSpokeLast = client.bytesRead > this.#readBefore
  }

  /** Begins to pass octets, those that came early first. */
  start({ fromClient, fromNextHop }: Sides): void {
    this.#deadlines.add(this)
    for (const piece of earlyOf(fromNextHop, this.#nextHop, this.#client)) this.#client.write(piece)
    for (const piece of earlyOf(fromClient, this.#client, this.#nextHop)) this.#nextHop.write(piece)
    this.#link(this.#client, this.#nextHop)
    this.#link(this.#nextHop, this.#client)
  }

  /** Notes who spoke, and when: two stores for each piece. */
  heard(side: Socket): void {
    this.#heardMs = this.#deadlines.nowMs
    this.#clientSpokeLast = side === this.#client
  }

  /** Whether an end now would take something away from somebody, as far as can be told from outside. */
  isUnderWay({ ms, afterQuestionMs }: Silence): boolean {
    const [client, nextHop] = [this.#client, this.#nextHop]
    if (client.writableLength > 0 || nextHop.writableLength > 0) return true
    const isOneWay = client.readableEnded || nextHop.readableEnded
    const patienceMs = this.#clientSpokeLast && !isOneWay ? afterQuestionMs : ms
    return this.#deadlines.nowMs - this.#heardMs < patienceMs
  }

  /** Ends both sides at once. */
  destroy(): void {
    this.#client.destroy()
    this.#nextHop.destroy()
  }

  /** Looked at only when the time is up: counting every piece would cost more than one late look. */
  expired(): void {
    const moved = this.#client.bytesRead + this.#nextHop.bytesRead
    if (moved !== this.#moved) {
      this.#moved = moved
      this.deadlineMs = this.#deadlines.nowMs + this.#idleTimeoutMs
      return
    }
    this.#kind = 'idle'
    this.deadlineMs = Number.POSITIVE_INFINITY
    this.destroy()
  }

  /** A side may say so twice: its `close` may have been on its way when the sides were joined. */
  sideClosed(side: Socket): void {
    if (!this.#clientIsOpen && !this.#nextHopIsOpen) return
    if (side === this.#client) this.#clientIsOpen = false
    else this.#nextHopIsOpen = false
    if (this.#clientIsOpen || this.#nextHopIsOpen) return
    this.#deadlines.delete(this)
    const fromClientBytes = this.#client.bytesRead - this.#readBefore
    const toClientBytes = this.#client.bytesWritten - this.#writtenBefore
    this.#onEnd({ kind: this.#kind, fromClientBytes, toClientBytes }, this)
  }

  #link(socket: Joined, peer: Joined): void {
    socket[PEER] = peer
    socket[TUNNEL] = this
    socket.on('data', pass)
    socket.on('drain', resumePeer)
    socket.on('end', endPeer)
    socket.on('error', ignoreUntilClose)
    socket.on('close', closePeer)
    // A side that ended or closed before it was joined will not say so again.
    if (socket.readableEnded) endPeer.call(socket)
    if (socket.closed) closePeer.call(socket, socket.errored !== null)
    else if (peer.writableNeedDrain) socket.pause()
    else socket.resume()
  }
}

const PEER = Symbol('peer')
const TUNNEL = Symbol('tunnel')

interface Joined extends Socket {
  [PEER]?: Joined
  [TUNNEL]?: Tunnel
}

function heldOf(read: BulkRead | readonly Uint8Array[]): number {
  if (read instanceof BulkRead) return read.earlyBytes
  return read.reduce((sum, piece) => sum + piece.length, 0)
}

/** What came before the sides were joined; what comes by a bulk read goes to `to` from now on. */
function earlyOf(
  read: BulkRead | readonly Uint8Array[],
  from: Joined,
  to: Joined,
): readonly Uint8Array[] {
  if (!(read instanceof BulkRead)) return read
  return read.lendTo((piece) => {
    pass.call(from, piece)
    // A socket that has nothing left to write has no use for the memory either.
    return to.writableLength === 0
  })
}

function pass(this: Joined, piece: Uint8Array): void {
  this[TUNNEL]!.heard(this)
  if (!this[PEER]!.write(piece)) this.pause()
}

function resumePeer(this: Joined): void {
  this[PEER]!.resume()
}

function endPeer(this: Joined): void {
  const peer = this[PEER]!
  // The second end, with nothing left to send: closing says it too, for a system call less.
  if (peer.readableEnded && peer.writableLength === 0 && !isSecure(peer)) peer.destroy()
  else peer.end()
}

/** `close` follows every error and does what is to be done. */
function ignoreUntilClose(): void {}

function closePeer(this: Joined, hadError?: boolean): void {
  const peer = this[PEER]!
  // Closed without having said its end: the peer must not take what it got for the whole.
  if (hadError === true) resetSocket(peer)
  else if (!this.readableEnded) peer.destroy()
  this[TUNNEL]!.sideClosed(this)
}
