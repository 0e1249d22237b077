import type { Socket } from 'node:net'

/**
 * A connection that is read by pulling: what has not been asked for stays where it is, so that octets
 * behind a head belong to whoever gets the socket next.
 */
export class Wire {
  readonly socket: Socket
  #failure: Error | undefined
  #isEnded = false
  #wake: (() => void) | undefined
  #givenBack: Uint8Array | undefined

  constructor(socket: Socket) {
    this.socket = socket
    socket.on('readable', this.#onReadable)
    socket.on('end', this.#onEnd)
    socket.on('close', this.#onEnd)
    socket.on('error', this.#onError)
  }

  /** The next octets; undefined at the end of the connection. Rejects with the socket's error. */
  async read(): Promise<Uint8Array | undefined> {
    for (;;) {
      const back = this.#givenBack
      if (back !== undefined) {
        this.#givenBack = undefined
        return back
      }
      if (this.#failure) throw this.#failure
      const piece = this.socket.read() as Buffer | null
      if (piece !== null) return piece
      if (this.#isEnded) return undefined
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
  }

  /** Octets that were read and not used: the next `read` gives them again. */
  giveBack(octets: Uint8Array): void {
    if (octets.length > 0) this.#givenBack = octets
  }

  write(octets: string | Uint8Array): void {
    if (!this.socket.writable) return
    if (typeof octets === 'string') this.socket.write(octets, 'latin1')
    else this.socket.write(octets)
  }

  /** Whether more has been written than the peer has taken. */
  get isFull(): boolean {
    return this.socket.writableNeedDrain && !this.socket.destroyed
  }

  /** Resolves when more can be written, or nothing any more. */
  drained(): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        this.socket.off('drain', done).off('close', done)
        resolve()
      }
      this.socket.on('drain', done).on('close', done)
    })
  }

  /** Whether the peer could still answer. */
  get isOpen(): boolean {
    return !this.#isEnded && this.#failure === undefined && !this.socket.destroyed
  }

  /** The socket for somebody else, with what was not used in front. */
  release(): Socket {
    this.#forget()
    if (this.#givenBack) this.socket.unshift(this.#givenBack)
    this.#givenBack = undefined
    return this.socket
  }

  /** Makes a `read` that waits reject, and ends the connection. */
  fail(reason: Error): void {
    this.#failure ??= reason
    this.destroy()
    this.#wake?.()
  }

  destroy(): void {
    this.socket.destroy()
  }

  #forget(): void {
    this.socket.off('readable', this.#onReadable)
    this.socket.off('end', this.#onEnd)
    this.socket.off('close', this.#onEnd)
    this.socket.off('error', this.#onError)
  }

  readonly #onReadable = (): void => {
    const wake = this.#wake
    this.#wake = undefined
    if (wake) wake()
    // Nobody is reading: a stream says that it has ended only to who asks.
    else if (this.socket.readableLength === 0) this.socket.read()
  }
  readonly #onEnd = (): void => {
    this.#isEnded = true
    this.#wake?.()
  }
  readonly #onError = (error: Error): void => {
    this.#failure ??= error
    this.#wake?.()
  }
}
