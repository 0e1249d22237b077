import type { Connection } from './connection.ts'

/** Answers to whoever guesses, held back for a while. Each holds a connection, so there is a bound. */
export class HeldAnswers {
  readonly #max: number
  readonly #releases = new Set<() => void>()

  constructor(max: number) {
    this.#max = max
  }

  get size(): number {
    return this.#releases.size
  }

  /**
   * Resolves when the answer is due, or as soon as the client has gone, its end of sending included:
   * who half-closes is no client of a proxy that asks for a password. Undefined when too many wait.
   */
  hold(ms: number, connection: Connection): Promise<'due' | 'gone'> | undefined {
    if (this.#releases.size >= this.#max) return undefined
    return new Promise((resolve) => {
      const end = (how: 'due' | 'gone'): void => {
        clearTimeout(timer)
        this.#releases.delete(release)
        connection.onStir = undefined
        resolve(how)
      }
      const release = (): void => end('due')
      const look = (): void => {
        if (connection.state !== 'open') end('gone')
        // What it says meanwhile is its next request, which waits its turn.
        else connection.onStir = look
      }
      const timer = setTimeout(release, ms)
      this.#releases.add(release)
      look()
    })
  }

  /** Makes all of them due: the proxy is stopping, and nobody can come back at once. */
  releaseAll(): void {
    for (const release of this.#releases) release()
  }
}
