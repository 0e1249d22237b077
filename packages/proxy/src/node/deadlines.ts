/** Something that must happen by a moment; `Infinity` while nothing is awaited. */
export interface Watched {
  readonly deadlineMs: number
  /** Called once the deadline has passed; it must move or clear the deadline. */
  expired(): void
}

/**
 * All time limits of the engine with one timer. A timer per request would be armed and cleared a
 * hundred times for each one that fires; here arming is an assignment, and limits are seconds, so a
 * coarse clock does.
 */
export class Deadlines {
  readonly #watched = new Set<Watched>()
  readonly #tickMs: number
  #timer: NodeJS.Timeout | undefined
  #nowMs = performance.now()

  constructor(tickMs: number = TICK_MS) {
    this.#tickMs = tickMs
  }

  /** Milliseconds, monotonic, at most one tick old. */
  get nowMs(): number {
    return this.#nowMs
  }

  add(watched: Watched): void {
    this.#watched.add(watched)
    if (this.#timer === undefined) {
      this.#nowMs = performance.now()
      this.#timer = setInterval(() => this.#sweep(), this.#tickMs).unref()
    }
  }

  delete(watched: Watched): void {
    this.#watched.delete(watched)
    if (this.#watched.size > 0 || this.#timer === undefined) return
    clearInterval(this.#timer)
    this.#timer = undefined
  }

  #sweep(): void {
    this.#nowMs = performance.now()
    for (const watched of this.#watched) {
      if (watched.deadlineMs <= this.#nowMs) watched.expired()
    }
  }
}

const TICK_MS = 200
