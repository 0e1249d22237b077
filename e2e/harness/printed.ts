/** What a running program has printed so far, to be waited for. */
export class Printed {
  #text = ''
  readonly #waiting = new Set<() => void>()

  add(text: string): void {
    this.#text += text
    for (const look of this.#waiting) look()
  }

  text(): string {
    return this.#text
  }

  /** The first match, as soon as there is one; an error with everything printed after `limitMs`. */
  until(pattern: RegExp, limitMs = 30_000): Promise<RegExpExecArray> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(look)
        reject(new Error(`not printed after ${limitMs} ms: ${pattern}\n${this.#text}`))
      }, limitMs)
      const look = (): void => {
        const found = pattern.exec(this.#text)
        if (!found) return
        clearTimeout(timer)
        this.#waiting.delete(look)
        resolve(found)
      }
      this.#waiting.add(look)
      look()
    })
  }
}
