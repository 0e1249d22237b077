/**
 * Text as octets in memory that is used again for each line: no string is made, joined and encoded on
 * the way. What does not fit makes the memory grow.
 */
export class OctetLine {
  #memory = new Uint8Array(BEGIN_BYTES)
  #length = 0

  clear(): void {
    this.#length = 0
  }

  /** What was put since `clear`, lent until the next line. */
  get octets(): Uint8Array {
    return this.#memory.subarray(0, this.#length)
  }

  put(octets: Uint8Array): void {
    this.#makeRoom(octets.length)
    const memory = this.#memory
    if (octets.length > LOOP_MAX) {
      memory.set(octets, this.#length)
      this.#length += octets.length
      return
    }
    let at = this.#length
    for (let i = 0; i < octets.length; i++) memory[at++] = octets[i]!
    this.#length = at
  }

  /** A number as JSON has it. */
  putNumber(number: number): void {
    if (!(number >= 0 && number <= Number.MAX_SAFE_INTEGER && Number.isInteger(number))) {
      this.put(UTF8.encode(JSON.stringify(number)))
      return
    }
    let length = 1
    for (let bound = 10; bound <= number; bound *= 10) length++
    this.#makeRoom(length)
    const end = this.#length + length
    let rest = number
    for (let at = end - 1; at >= this.#length; at--) {
      const tenth = Math.floor(rest / 10)
      this.#memory[at] = ZERO + (rest - tenth * 10)
      rest = tenth
    }
    this.#length = end
  }

  /** A string as JSON has it, with its quotes. */
  putString(text: string): void {
    this.#makeRoom(text.length + 2)
    const memory = this.#memory
    let at = this.#length
    memory[at++] = QUOTE
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i)
      if (code < SPACE || code > TILDE || code === QUOTE || code === BACKSLASH) {
        this.put(UTF8.encode(JSON.stringify(text)))
        return
      }
      memory[at++] = code
    }
    memory[at++] = QUOTE
    this.#length = at
  }

  #makeRoom(octets: number): void {
    const needed = this.#length + octets
    if (needed <= this.#memory.length) return
    const memory = new Uint8Array(Math.max(needed, this.#memory.length * 2))
    memory.set(this.#memory.subarray(0, this.#length))
    this.#memory = memory
  }
}

const BEGIN_BYTES = 4096
/** Up to here a loop is faster than a call. */
const LOOP_MAX = 48
const ZERO = 0x30
const SPACE = 0x20
const QUOTE = 0x22
const BACKSLASH = 0x5c
const TILDE = 0x7e
const UTF8 = new TextEncoder()
