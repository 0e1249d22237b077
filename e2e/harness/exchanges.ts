import type { Entry } from '@hopwise/journal'

/** The journal as the proxy prints it, one entry per exchange, to be waited for. */
export class Exchanges {
  readonly #entries: Entry[] = []
  readonly #waiting = new Set<() => void>()

  add(entry: Entry): void {
    this.#entries.push(entry)
    for (const look of this.#waiting) look()
  }

  /** Entries whose target names this port, in the order they ended, as they are now. */
  to(port: number): readonly Entry[] {
    const named = new RegExp(`:${port}(?!\\d)`)
    return this.#entries.filter((entry) => named.test(entry.target))
  }

  all(): readonly Entry[] {
    return this.#entries
  }

  /** The entries of a port, as soon as there are at least so many of them. */
  async count(port: number, atLeast: number): Promise<readonly Entry[]> {
    return this.until(`${atLeast} exchanges with port ${port}`, () => {
      const entries = this.to(port)
      return entries.length >= atLeast ? entries : undefined
    })
  }

  /** What `look` finds, as soon as it finds something; an error with the whole journal after `limitMs`. */
  until<T>(what: string, look: () => T | undefined, limitMs = 15_000): Promise<T> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(lookAgain)
        reject(new Error(`no ${what} in the journal after ${limitMs} ms:\n${this.#print()}`))
      }, limitMs)
      const lookAgain = (): void => {
        const found = look()
        if (found === undefined) return
        clearTimeout(timer)
        this.#waiting.delete(lookAgain)
        resolve(found)
      }
      this.#waiting.add(lookAgain)
      lookAgain()
    })
  }

  #print(): string {
    return this.#entries
      .map((entry) => `${entry.method} ${entry.target} ${summary(entry)}`)
      .join('\n')
  }
}

/** An entry in one line: outcome, status, fault, reason, user, as far as it has them. */
export function summary({ outcome, status, fault, reason, user }: Entry): string {
  return [outcome, status, fault, reason, user].filter((part) => part !== undefined).join(' ')
}
