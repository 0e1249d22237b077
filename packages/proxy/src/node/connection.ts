import type { Socket } from 'node:net'
import { Fault, type FaultCode } from '@hopwise/journal'
import { acceptedInBulk } from './accepted-in-bulk.ts'
import type { BulkRead } from './bulk-read.ts'
import type { Deadlines, Watched } from './deadlines.ts'
import { resetSocket } from './reset-socket.ts'
import { WriteBatch } from './write-batch.ts'

/** How long to wait for a peer, and which fault it is when nothing comes; `none`: as if it had ended. */
export interface Patience {
  readonly ms: number
  readonly fault: FaultCode | 'none'
}

/**
 * One TCP connection, read by pulling and written in batches. It knows nothing of HTTP.
 *
 * Reading: `take` what is there, or wait with `read`; `undefined` is the end. Pieces that nobody has
 * asked for are held up to a bound, then the socket is paused: back-pressure is the default.
 * Writing: `put` parts, then `flush` them as one write; `drained` waits while the peer is slow.
 */
export class Connection implements Watched {
  #socket: Socket
  /** `ended`: the peer said it is done. `broken`: reset, failed or destroyed. */
  state: 'open' | 'ended' | 'broken' = 'open'
  readonly #deadlines: Deadlines
  #read: BulkRead | undefined
  readonly #held: Uint8Array[] = []
  #heldBytes = 0
  #isPaused = false
  #failure: Fault | undefined
  #reader: Waiter<Uint8Array | undefined> | undefined
  #drainer: Waiter<void> | undefined
  // A client may owe us content and be slow to take a response at once: two limits.
  #readByMs = Number.POSITIVE_INFINITY
  #readPatience: Patience = NO_PATIENCE
  #drainByMs = Number.POSITIVE_INFINITY
  #drainPatience: Patience = NO_PATIENCE
  readonly #batch = new WriteBatch()
  #isFinishing = false
  #unsentBytes = 0
  /** Called once when the connection is gone, for somebody who waits elsewhere. */
  onClose: (() => void) | undefined
  /** For a connection that nobody reads: called once when the peer says anything, its end included. */
  onStir: (() => void) | undefined

  /** @param read how the socket is read, where it was opened to be read in bulk */
  constructor(socket: Socket, deadlines: Deadlines, read?: BulkRead) {
    this.#socket = socket
    this.#deadlines = deadlines
    this.#read = read
    deadlines.add(this)
    this.#listen()
  }

  /** Another one once it is read in bulk. */
  get socket(): Socket {
    return this.#socket
  }

  /**
   * Has an accepted connection read in bulk from now on. That costs a socket, and gains with every piece:
   * it is for who has shown that there will be many. Nothing happens at a moment at which something is on
   * its way through the socket.
   */
  readInBulk(): void {
    const { socket } = this
    const isQuiet = socket.readableLength === 0 && socket.writableLength === 0 && !socket.isPaused()
    if (this.#read !== undefined || this.state !== 'open' || !isQuiet) return
    const adopted = acceptedInBulk(socket)
    if (adopted === undefined) return
    this.#unlisten()
    this.#socket = adopted.socket
    this.#read = adopted.read
    this.#listen()
  }

  /** The next piece that has already come. */
  take(): Uint8Array | undefined {
    const piece = this.#held.shift()
    if (piece === undefined) return undefined
    this.#heldBytes -= piece.length
    if (this.#isPaused && this.#heldBytes < HELD_BYTES_MAX) {
      this.#isPaused = false
      this.socket.resume()
    }
    return piece
  }

  /**
   * The next piece, or `undefined` at the end (see `state` for which). Rejects with the fault of
   * `patience` when nothing comes in time (counted from `sinceMs`), or with the one that `fail` was
   * given. One reader at a time.
   */
  read(
    patience: Patience,
    sinceMs: number = this.#deadlines.nowMs,
  ): Promise<Uint8Array | undefined> {
    this.#expectNoReader()
    return new Promise((resolve, reject) => this.wait({ resolve, reject }, patience, sinceMs))
  }

  /** Like `read`, for who wants to be told in the turn in which the piece comes, or at once. */
  wait(
    reader: Waiter<Uint8Array | undefined>,
    patience: Patience,
    sinceMs: number = this.#deadlines.nowMs,
  ): void {
    this.#expectNoReader()
    if (this.#failure !== undefined) {
      reader.reject(this.#failure)
      return
    }
    const piece = this.take()
    if (piece !== undefined || this.state !== 'open') {
      reader.resolve(piece)
      return
    }
    this.#readPatience = patience
    this.#readByMs = sinceMs + patience.ms
    this.#reader = reader
  }

  /** Gives back what was read too far: the octets of `piece` from `from` on. */
  unread(piece: Uint8Array, from: number): void {
    if (from >= piece.length) return
    const rest = from === 0 ? piece : piece.subarray(from)
    this.#held.unshift(rest)
    this.#heldBytes += rest.length
  }

  get hasHeld(): boolean {
    return this.#held.length > 0
  }

  /** Octets written so far. */
  get sentBytes(): number {
    return this.#batch.sentBytes
  }

  /** Adds to the next `flush`: text is latin1. */
  put(part: string | Uint8Array): void {
    this.#batch.put(part)
  }

  /** Forgets what was put and not flushed. */
  unput(): void {
    this.#batch.clear()
  }

  /** Writes what was put, as one segment where that is cheap. `false` asks to wait for `drained`. */
  flush(): boolean {
    return this.#batch.flushTo(this.socket)
  }

  /** Resolves when the peer has taken what was written; rejects like `read`. */
  drained(patience: Patience): Promise<void> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure)
    if (this.state === 'broken' || !this.socket.writableNeedDrain) return Promise.resolve()
    this.#drainPatience = patience
    this.#drainByMs = this.#deadlines.nowMs + patience.ms
    return new Promise((resolve, reject) => {
      this.#drainer = { resolve, reject }
    })
  }

  /** Makes whoever waits, now or next, see `fault`. The socket stays as it is. */
  fail(fault: Fault): void {
    this.#failure ??= fault
    this.#readByMs = Number.POSITIVE_INFINITY
    this.#drainByMs = Number.POSITIVE_INFINITY
    const [reader, drainer] = [this.#reader, this.#drainer]
    this.#reader = undefined
    this.#drainer = undefined
    reader?.reject(fault)
    drainer?.reject(fault)
  }

  /** Begins the wait for a piece anew: something else showed that it is not late yet. */
  extend(patience: Patience = this.#readPatience): void {
    if (this.#reader === undefined) return
    this.#readPatience = patience
    this.#readByMs = this.#deadlines.nowMs + patience.ms
  }

  /** Whether it can serve another exchange: open, and nobody has been told that it failed. */
  get isUsable(): boolean {
    return this.state === 'open' && this.#failure === undefined && this.#held.length === 0
  }

  get deadlineMs(): number {
    return Math.min(this.#readByMs, this.#drainByMs)
  }

  /** Whoever waited too long is told, and nobody else: a client that is late may still be answered. */
  expired(): void {
    if (this.#isFinishing) {
      this.#finishingLate()
      return
    }
    if (this.#readByMs <= this.#drainByMs) {
      const reader = this.#reader
      const { fault } = this.#readPatience
      this.#reader = undefined
      this.#readByMs = Number.POSITIVE_INFINITY
      if (fault === 'none') reader?.resolve(undefined)
      else reader?.reject(late(fault, this.#readPatience))
    } else {
      const drainer = this.#drainer
      const { fault } = this.#drainPatience
      this.#drainer = undefined
      this.#drainByMs = Number.POSITIVE_INFINITY
      if (fault !== 'none') drainer?.reject(late(fault, this.#drainPatience))
    }
  }

  /** Ends once all that was written has been taken, or when that takes too long. */
  finish(patience: Patience): void {
    if (this.state === 'broken') {
      this.destroy()
      return
    }
    this.#isFinishing = true
    this.#drainPatience = patience
    this.#unsentBytes = this.socket.writableLength
    this.#drainByMs = this.#deadlines.nowMs + patience.ms
    this.socket.destroySoon()
  }

  /** Ends at once. What was written and not yet sent is lost. */
  destroy(): void {
    this.socket.destroy()
    this.#closed()
  }

  /** Ends so that the peer cannot take what it got for the whole: content without a length ends with the connection. */
  reset(): void {
    resetSocket(this.socket)
    this.#closed()
  }

  /** Leaves the socket to somebody else, with what has come and was not read, or how to get at it. */
  detach(): BulkRead | readonly Uint8Array[] {
    this.#deadlines.delete(this)
    this.#unlisten()
    const held = this.#held.splice(0)
    this.#read?.hold(held)
    return this.#read ?? held
  }

  #listen(): void {
    const socket = this.#socket
    const read = this.#read
    if (read === undefined) socket.on('data', this.#arrived)
    else for (const piece of read.passTo(this.#arrived)) this.#arrived(piece)
    socket.on('end', this.#ended)
    socket.on('drain', this.#flowing)
    socket.on('error', this.#errored)
    socket.on('close', this.#closed)
  }

  #unlisten(): void {
    const socket = this.#socket
    socket.off('data', this.#arrived)
    socket.off('end', this.#ended)
    socket.off('drain', this.#flowing)
    socket.off('error', this.#errored)
    socket.off('close', this.#closed)
  }

  /** A slow peer is waited for as long as it takes anything at all. */
  #finishingLate(): void {
    const unsent = this.socket.writableLength
    if (unsent === 0 || unsent >= this.#unsentBytes) {
      this.destroy()
      return
    }
    this.#unsentBytes = unsent
    this.#drainByMs = this.#deadlines.nowMs + this.#drainPatience.ms
  }

  readonly #arrived = (piece: Uint8Array): void => {
    const reader = this.#reader
    if (reader !== undefined) {
      this.#reader = undefined
      this.#readByMs = Number.POSITIVE_INFINITY
      reader.resolve(piece)
      return
    }
    this.#held.push(piece)
    this.#heldBytes += piece.length
    this.#stirred()
    if (this.#heldBytes >= HELD_BYTES_MAX) {
      this.#isPaused = true
      this.socket.pause()
    }
  }

  readonly #ended = (): void => {
    if (this.state === 'open') this.state = 'ended'
    this.#finishReading()
    this.#stirred()
  }

  readonly #flowing = (): void => {
    const drainer = this.#drainer
    this.#drainer = undefined
    this.#drainByMs = Number.POSITIVE_INFINITY
    drainer?.resolve()
  }

  readonly #errored = (): void => {
    this.state = 'broken'
  }

  readonly #closed = (): void => {
    this.#deadlines.delete(this)
    if (this.state === 'open') this.state = 'broken'
    this.#finishReading()
    this.#flowing()
    this.#stirred()
    const tell = this.onClose
    this.onClose = undefined
    tell?.()
  }

  #stirred(): void {
    const tell = this.onStir
    this.onStir = undefined
    tell?.()
  }

  #expectNoReader(): void {
    if (this.#reader !== undefined) throw new TypeError('a connection has one reader at a time')
  }

  #finishReading(): void {
    const reader = this.#reader
    this.#reader = undefined
    this.#readByMs = Number.POSITIVE_INFINITY
    reader?.resolve(undefined)
  }
}

function late(fault: FaultCode, { ms }: Patience): Fault {
  return new Fault(fault, `nothing happened for ${ms / 1000} s`)
}

/** Who is to be told. */
export interface Waiter<T> {
  resolve(value: T): void
  reject(error: unknown): void
}

const NO_PATIENCE: Patience = { ms: Number.POSITIVE_INFINITY, fault: 'RELAY_IDLE' }
/** Octets held for a reader that is busy elsewhere. One read is at most 64 KiB, in bulk 256 KiB. */
const HELD_BYTES_MAX = 64 * 1024
