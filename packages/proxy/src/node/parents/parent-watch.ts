import { JITTER } from '../../core/parents/health.ts'
import type { Parent } from '../../core/parents/parent.ts'

export interface ParentWatchOptions {
  /** Looks whether it is there: undefined, or why not, as the end of a sentence. Never rejects. */
  readonly probe: (parent: Parent) => Promise<string | undefined>
  /** A sentence for the operator. */
  readonly tell: (sentence: string) => void
  readonly clock?: WatchClock | undefined
}

export interface WatchClock {
  /** Milliseconds, monotonic. */
  nowMs(): number
  /** From 0 up to 1. */
  random(): number
  /** Gives what cancels it. */
  after(ms: number, run: () => void): () => void
}

/**
 * Looks after the parents of a proxy, so that no client has to find out that one is still down: one that
 * failed is asked at the end of each pause, with nothing but a question, and gets requests again when it
 * has answered. One that is to be asked regularly is asked while it is up, too. Parents that no request
 * has wanted for a while are left alone: the configuration may not know them any more.
 */
export class ParentWatch {
  readonly #probe: ParentWatchOptions['probe']
  readonly #tell: ParentWatchOptions['tell']
  readonly #clock: WatchClock
  /** What cancels the next look at each. */
  readonly #looks = new Map<Parent, () => void>()
  #isClosed = false

  constructor({ probe, tell, clock = CLOCK }: ParentWatchOptions) {
    this.#probe = probe
    this.#tell = tell
    this.#clock = clock
  }

  /** A connection to it is wanted. */
  used(parent: Parent): void {
    const { probing } = parent
    if (probing.kind === 'regular' && !this.#looks.has(parent)) this.#lookRegularly(parent, probing)
  }

  /** @param why as the end of a sentence */
  failed(parent: Parent, why: string): void {
    const { health, label } = parent
    const wasUp = health.failures === 0
    const pauseMs = health.failed(this.#clock.nowMs(), this.#clock.random())
    if (pauseMs === undefined) return
    if (wasUp) this.#tell(`the parent proxy ${label} is down: ${why}`)
    if (parent.probing.kind === 'none' || this.#isClosed) return
    health.isWatched = true
    this.#lookAfter(parent, pauseMs)
  }

  succeeded(parent: Parent): void {
    const { health, label, probing } = parent
    if (health.failures === 0) return
    const seconds = Math.round((this.#clock.nowMs() - health.downSinceMs) / 1_000)
    health.succeeded()
    this.#forget(parent)
    this.#tell(`the parent proxy ${label} is back, after ${seconds} s`)
    if (probing.kind === 'regular') this.#lookRegularly(parent, probing)
  }

  /** The network is another one: those that are down may be there in it, and are asked now. */
  lookNow(): void {
    for (const parent of [...this.#looks.keys()]) {
      if (parent.health.failures === 0) continue
      parent.health.endPause()
      this.#lookAfter(parent, 0)
    }
  }

  /** Nobody is asked any more. */
  close(): void {
    this.#isClosed = true
    for (const parent of [...this.#looks.keys()]) this.#forget(parent)
  }

  #lookRegularly(parent: Parent, { everyMs }: { readonly everyMs: number }): void {
    this.#lookAfter(parent, everyMs * (1 - JITTER * this.#clock.random()))
  }

  #lookAfter(parent: Parent, ms: number): void {
    this.#looks.get(parent)?.()
    if (this.#isClosed) return
    this.#looks.set(
      parent,
      this.#clock.after(ms, () => void this.#look(parent)),
    )
  }

  async #look(parent: Parent): Promise<void> {
    const { health, probing } = parent
    if (this.#clock.nowMs() - health.wantedMs > WANTED_MS) return this.#forget(parent)
    const mine = this.#looks.get(parent)
    const why = await this.#probe(parent)
    // A request may have found out meanwhile, or the proxy is closed.
    if (this.#looks.get(parent) !== mine) return
    health.isWatched = false
    if (why !== undefined) this.failed(parent, why)
    else if (health.failures > 0) this.succeeded(parent)
    else if (probing.kind === 'regular') this.#lookRegularly(parent, probing)
  }

  #forget(parent: Parent): void {
    this.#looks.get(parent)?.()
    this.#looks.delete(parent)
    parent.health.isWatched = false
  }
}

/** Timers that hold no process. */
const CLOCK: WatchClock = {
  nowMs: () => performance.now(),
  random: Math.random,
  after(ms, run) {
    const timer = setTimeout(run, ms).unref()
    return () => clearTimeout(timer)
  },
}

/** A laptop that wakes up, a lunch break: afterwards the next request asks itself. */
const WANTED_MS = 10 * 60_000
