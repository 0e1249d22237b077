/**
 * What a program writes, read by pulling. Each piece is acknowledged when it is taken, so that the
 * program is slowed down by whoever takes it.
 */
export class Written {
  readonly #pieces: { readonly octets: Uint8Array; readonly taken: () => void }[] = []
  #givenBack: Uint8Array | undefined
  #isEnded = false
  #wake: (() => void) | undefined

  add(octets: Uint8Array, taken: () => void): void {
    this.#pieces.push({ octets, taken })
    this.#wake?.()
  }

  end(): void {
    this.#isEnded = true
    this.#wake?.()
  }

  /** The next octets; undefined after the end. One reader at a time. */
  async read(): Promise<Uint8Array | undefined> {
    for (;;) {
      const back = this.#givenBack
      this.#givenBack = undefined
      if (back !== undefined) return back
      const piece = this.#pieces.shift()
      if (piece !== undefined) {
        piece.taken()
        return piece.octets
      }
      if (this.#isEnded) return undefined
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
  }

  giveBack(octets: Uint8Array): void {
    if (octets.length > 0) this.#givenBack = octets
  }
}
