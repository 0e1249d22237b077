import { NEED_MORE, type Read } from './read.ts'

/**
 * Holds the octets of a head that comes in several pieces. The reader is asked again only when a
 * line has ended or the octets have doubled (so that a limit is noticed): a head sent one octet at a
 * time costs a scan per line, not per octet.
 */
export class HeadBuffer {
  #octets: Uint8Array | undefined
  #used = 0
  #askAt = 0

  /** The octets that were read from; on `done`, `rest` counts in them. */
  get bytes(): Uint8Array {
    return this.#octets === undefined ? NOTHING : this.#octets.subarray(0, this.#used)
  }

  get isEmpty(): boolean {
    return this.#used === 0
  }

  /** Adds a piece and reads, if there can be news. */
  read<T, R extends string>(
    piece: Uint8Array,
    reader: (bytes: Uint8Array) => Read<T, R>,
  ): Read<T, R> {
    this.#append(piece)
    if (this.#used < this.#askAt && !piece.includes(LF)) return NEED_MORE
    const read = reader(this.bytes)
    this.#askAt = this.#used < ASK_OFTEN_FROM ? this.#used * 2 : this.#used + ASK_OFTEN_BYTES
    return read
  }

  clear(): void {
    this.#octets = undefined
    this.#used = 0
    this.#askAt = 0
  }

  #append(piece: Uint8Array): void {
    const needed = this.#used + piece.length
    if (this.#octets === undefined || this.#octets.length < needed) {
      const grown = new Uint8Array(Math.max(needed * 2, 1024))
      grown.set(this.bytes)
      this.#octets = grown
    }
    this.#octets.set(piece, this.#used)
    this.#used = needed
  }
}

// Above what any honest line has, the reader is asked often enough to notice its limit.
const ASK_OFTEN_FROM = 16 * 1024
const ASK_OFTEN_BYTES = 4 * 1024
const NOTHING = new Uint8Array(0)
const LF = 10
