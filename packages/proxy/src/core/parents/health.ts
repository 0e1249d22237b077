/**
 * Whether a parent is worth being asked: what exchanges have seen of it, and when it may be tried
 * again. Failing makes it wait, each time twice as long, up to a bound; one success forgets it all.
 */
export class Health {
  /** Somebody looks whether it is back: until they know, requests go elsewhere. */
  isWatched = false
  #failures = 0
  #downUntilMs = Number.NEGATIVE_INFINITY
  #downSinceMs = 0
  #wantedMs = Number.NEGATIVE_INFINITY

  /**
   * For who would send a request: that it was wanted is remembered.
   *
   * @param nowMs monotonic, as in the other calls
   */
  isUp(nowMs: number): boolean {
    this.#wantedMs = nowMs
    return this.#mayBeTried(nowMs)
  }

  /** How many times in a row it has failed. */
  get failures(): number {
    return this.#failures
  }

  /** When it failed first, as long as there are failures. */
  get downSinceMs(): number {
    return this.#downSinceMs
  }

  /** When the latest request looked for somebody to go to. */
  get wantedMs(): number {
    return this.#wantedMs
  }

  /**
   * It could not be reached, or went away without an answer. Exchanges that notice the same outage
   * while it is down already count once.
   *
   * @param random from 0 to 1: two proxies that lost one parent should not come back at one moment
   * @returns for how long it is not asked; undefined where that is known
   */
  failed(nowMs: number, random: number): number | undefined {
    if (!this.#mayBeTried(nowMs)) return undefined
    if (this.#failures === 0) this.#downSinceMs = nowMs
    this.#failures++
    const longestMs = Math.min(PAUSE_MAX_MS, PAUSE_MS * 2 ** (this.#failures - 1))
    const pauseMs = longestMs * (1 - JITTER * random)
    this.#downUntilMs = nowMs + pauseMs
    return pauseMs
  }

  succeeded(): void {
    this.#failures = 0
    this.#downUntilMs = Number.NEGATIVE_INFINITY
    this.isWatched = false
  }

  /** It may be worth a try at once: the pause is over, and the next one is short again. */
  endPause(): void {
    this.#failures = Math.min(this.#failures, 1)
    this.#downUntilMs = Number.NEGATIVE_INFINITY
  }

  #mayBeTried(nowMs: number): boolean {
    return !this.isWatched && nowMs >= this.#downUntilMs
  }
}

const PAUSE_MS = 1_000
/** HAProxy and Envoy look again after seconds; a minute is what people wait before they call. */
const PAUSE_MAX_MS = 60_000
export const JITTER = 0.25
