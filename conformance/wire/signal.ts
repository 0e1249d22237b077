/**
 * Waits for something to become true when an event says that it may have. No polling, no sleeping:
 * whoever changes the state calls `changed`.
 */
export class Signal {
  readonly #watchers = new Set<() => void>()

  changed(): void {
    for (const look of [...this.#watchers]) look()
  }

  /** Resolves with the first answer of `look` that is not `undefined`; what `look` throws rejects. */
  until<T>(
    what: string,
    look: () => T | undefined,
    describe: () => string = () => '',
    limitMs: number = LIMIT_MS,
  ): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>()
    const timer = setTimeout(() => {
      this.#watchers.delete(attempt)
      reject(new Error(`waited ${limitMs} ms for ${what}. ${describe()}`))
    }, limitMs)
    const attempt = () => {
      try {
        const found = look()
        if (found === undefined) return
        resolve(found)
      } catch (error) {
        reject(error)
      }
      clearTimeout(timer)
      this.#watchers.delete(attempt)
    }
    this.#watchers.add(attempt)
    attempt()
    return promise
  }
}

/** Long enough for a busy machine; only a failing test ever waits so long. */
export const LIMIT_MS = 15_000
