import type { Socket } from 'node:net'

/**
 * Parts of a message collected into one write. Entering the write path costs more than copying a few
 * kilobytes: a head and its content in one segment is worth 2 to 3 µs of 20 (`npm run bench`).
 */
export class WriteBatch {
  // Text at the front stays text: Node writes latin1 without an intermediate buffer.
  #text = ''
  readonly #parts: Uint8Array[] = []
  #bytes = 0
  #sentBytes = 0
  #isTakenAtOnce = true

  /** Octets written so far. */
  get sentBytes(): number {
    return this.#sentBytes
  }

  /** Adds a part; text is latin1. */
  put(part: string | Uint8Array): void {
    if (typeof part !== 'string') this.#parts.push(part)
    else if (this.#parts.length === 0) this.#text += part
    else this.#parts.push(Buffer.from(part, 'latin1'))
    this.#bytes += part.length
  }

  /** Forgets what has not been written. */
  clear(): void {
    this.#text = ''
    this.#bytes = 0
    if (this.#parts.length > 0) this.#parts.length = 0
  }

  /** Writes what was put. `false`: the socket holds more than it should. */
  flushTo(socket: Socket): boolean {
    if (this.#bytes === 0) return !socket.writableNeedDrain
    this.#sentBytes += this.#bytes
    const flows = this.#write(socket)
    this.clear()
    return flows
  }

  #write(socket: Socket): boolean {
    const [first] = this.#parts
    if (first === undefined) return socket.write(this.#text, 'latin1')
    if (this.#text === '' && this.#parts.length === 1) return socket.write(first)
    if (this.#bytes <= JOIN_BYTES_MAX) return this.#writeJoined(socket)
    socket.cork()
    if (this.#text !== '') socket.write(this.#text, 'latin1')
    for (const part of this.#parts) socket.write(part)
    socket.uncork()
    return !socket.writableNeedDrain
  }

  /**
   * Nearly always the system takes all of it before `write` returns; then its memory is free again, and
   * one buffer does for every connection (decision 0041). Where it was not taken, that buffer is the
   * socket's from now on, and this connection gets one of its own each time.
   */
  #writeJoined(socket: Socket): boolean {
    if (!this.#isTakenAtOnce) return socket.write(this.#joinTo(Buffer.allocUnsafe(this.#bytes)))
    const flows = socket.write(this.#joinTo(shared))
    if (socket.writableLength > 0) {
      this.#isTakenAtOnce = false
      shared = Buffer.allocUnsafeSlow(JOIN_BYTES_MAX)
    }
    return flows
  }

  #joinTo(memory: Buffer): Buffer {
    let at = memory.write(this.#text, 'latin1')
    for (const part of this.#parts) {
      memory.set(part, at)
      at += part.length
    }
    return memory.subarray(0, at)
  }
}

/** Up to here one copy is cheaper than a second entry into the write path. */
const JOIN_BYTES_MAX = 16 * 1024
let shared: Buffer = Buffer.allocUnsafeSlow(JOIN_BYTES_MAX)
