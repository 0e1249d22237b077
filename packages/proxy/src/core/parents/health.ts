/**
 * Whether a parent is worth being asked: what exchanges have seen of it, and when it may be tried
 * again. Failing makes it wait, each time twice as long, up to a bound; one success forgets it all.
 */
export class Health {
  #failures = 0
  #downUntilMs = Number.NEGATIVE_INFINITY

  /** @param nowMs monotonic, as in the other calls */
  isUp(nowMs: number): boolean {
    return nowMs >= this.#downUntilMs
  }

  /** How many times in a row it has failed. */
  get failures(): number {
    return this.#failures
  }

  /**
   * It could not be reached, or went away without an answer. Exchanges that notice the same outage
   * while it is down already count once.
   *
   * @param random from 0 to 1: two proxies that lost one parent should not come back at one moment
   */
  failed(nowMs: number, random: number): void {
    if (!this.isUp(nowMs)) return
    this.#failures++
    const pauseMs = Math.min(PAUSE_MAX_MS, PAUSE_MS * 2 ** (this.#failures - 1))
    this.#downUntilMs = nowMs + pauseMs * (1 - JITTER * random)
  }

  succeeded(): void {
    this.#failures = 0
    this.#downUntilMs = Number.NEGATIVE_INFINITY
  }
}

const PAUSE_MS = 1_000
/** HAProxy and Envoy look again after seconds; a minute is what people wait before they call. */
const PAUSE_MAX_MS = 60_000
const JITTER = 0.25
