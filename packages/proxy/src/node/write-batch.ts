import type { Socket } from 'node:net'
import { latin1 } from '@hopwise/http'

/**
 * Parts of a message collected into one write. Entering the write path costs more than copying a few
 * kilobytes: a head and its content in one segment is worth 2 to 3 µs of 20 (`npm run bench`).
 */
export class WriteBatch {
  // What is small goes out as text: Node writes latin1 from its own stack, without a buffer of ours
  // (decision 0041).
  #text = ''
  readonly #parts: Uint8Array[] = []
  #bytes = 0
  #sentBytes = 0

  /** Octets written so far. */
  get sentBytes(): number {
    return this.#sentBytes
  }

  /** Adds a part; text is latin1. */
  put(part: string | Uint8Array): void {
    this.#bytes += part.length
    if (typeof part !== 'string') this.#putOctets(part)
    else if (this.#parts.length === 0) this.#text += part
    else this.#parts.push(Buffer.from(part, 'latin1'))
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

  #putOctets(part: Uint8Array): void {
    const isSmall = this.#parts.length === 0 && this.#bytes <= TEXT_BYTES_MAX
    if (isSmall) this.#text += latin1(part, 0, part.length)
    else this.#parts.push(part)
  }

  #write(socket: Socket): boolean {
    const [first] = this.#parts
    if (first === undefined) return socket.write(this.#text, 'latin1')
    if (this.#text === '' && this.#parts.length === 1) return socket.write(first)
    if (this.#bytes <= JOIN_BYTES_MAX) return socket.write(this.#joined())
    socket.cork()
    if (this.#text !== '') socket.write(this.#text, 'latin1')
    for (const part of this.#parts) socket.write(part)
    socket.uncork()
    return !socket.writableNeedDrain
  }

  #joined(): Buffer {
    const joined = Buffer.allocUnsafe(this.#bytes)
    let at = joined.write(this.#text, 'latin1')
    for (const part of this.#parts) {
      joined.set(part, at)
      at += part.length
    }
    return joined
  }
}

/** Text is copied three times on its way, octets once: up to here that is the smaller price. */
const TEXT_BYTES_MAX = 4 * 1024
/** Up to here one copy is cheaper than a second entry into the write path. */
const JOIN_BYTES_MAX = 16 * 1024
