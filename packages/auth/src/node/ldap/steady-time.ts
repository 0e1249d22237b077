import { setTimeout as delay } from 'node:timers/promises'

/**
 * Makes one kind of question take as long as another: those that have nothing to verify, as long as
 * those that have. A directory refuses an unknown name at once, and a wrong password when it has
 * computed its hash.
 */
export interface SteadyTime {
  /** Passes a real verification on, and notes how long it took. */
  noted<T>(work: () => Promise<T>): Promise<T>
  /** Passes the other on, not before the time that a real one would have taken. */
  steadied<T>(work: () => Promise<T>): Promise<T>
}

/** @param random from 0, included, to 1, excluded */
export function createSteadyTime(random: () => number = Math.random): SteadyTime {
  const durations: number[] = []
  return {
    async noted(work) {
      const fromMs = performance.now()
      const result = await work()
      durations.push(performance.now() - fromMs)
      if (durations.length > SAMPLES) durations.shift()
      return result
    },
    async steadied(work) {
      // One of those that were measured, not their mean: a mean would stand out by varying less.
      const wantedMs = durations[Math.floor(random() * durations.length)] ?? 0
      const fromMs = performance.now()
      const result = await work()
      const restMs = wantedMs - (performance.now() - fromMs)
      // A timer is no finer; below that, the network's own variation is larger.
      if (restMs >= 1) await delay(restMs)
      return result
    },
  }
}

const SAMPLES = 64
