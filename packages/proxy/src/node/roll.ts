/** Those who are present. It can be waited for that nobody is. */
export class Roll<T> {
  readonly #present = new Set<T>()
  #waiting: (() => void)[] = []

  get size(): number {
    return this.#present.size
  }

  [Symbol.iterator](): Iterator<T> {
    return this.#present.values()
  }

  add(one: T): void {
    this.#present.add(one)
  }

  delete(one: T): void {
    this.#present.delete(one)
    if (this.#present.size > 0) return
    for (const resolve of this.#waiting.splice(0)) resolve()
  }

  whenEmpty(): Promise<void> {
    if (this.#present.size === 0) return Promise.resolve()
    return new Promise((resolve) => this.#waiting.push(resolve))
  }
}
