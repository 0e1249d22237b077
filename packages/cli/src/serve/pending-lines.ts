/** Lines that wait to be written, in memory that grows with what waits and is used again. */
export class PendingLines {
  #memory: Buffer = Buffer.allocUnsafeSlow(BEGIN_BYTES)
  #length = 0
  #spare: Buffer | undefined

  /** Octets that wait. */
  get length(): number {
    return this.#length
  }

  /** Adds a copy, and a line feed. */
  add(line: string | Uint8Array): void {
    // One UTF-16 unit is at most three octets; the exact length would cost a second pass.
    this.#makeRoom(typeof line === 'string' ? line.length * 3 + 1 : line.length + 1)
    if (typeof line === 'string') this.#length += this.#memory.write(line, this.#length)
    else {
      this.#memory.set(line, this.#length)
      this.#length += line.length
    }
    this.#memory[this.#length++] = LINE_FEED
  }

  /** All that waits; it does not wait any more. */
  take(): Buffer {
    const lines = this.#memory.subarray(0, this.#length)
    this.#length = 0
    this.#memory = this.#spare ?? Buffer.allocUnsafeSlow(BEGIN_BYTES)
    this.#spare = undefined
    return lines
  }

  /** Takes back what `take` gave, once nobody reads it any more. What a slow reader made grow is let go. */
  giveBack(lines: Buffer): void {
    if (lines.buffer.byteLength === BEGIN_BYTES) this.#spare = Buffer.from(lines.buffer)
  }

  #makeRoom(octets: number): void {
    const needed = this.#length + octets
    if (needed <= this.#memory.length) return
    const memory = Buffer.allocUnsafeSlow(Math.max(needed, this.#memory.length * 2))
    this.#memory.copy(memory, 0, 0, this.#length)
    this.#memory = memory
  }
}

/** Room for a write's worth of lines and the one that makes it so. */
const BEGIN_BYTES = 128 * 1024
const LINE_FEED = 0x0a
