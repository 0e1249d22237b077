import { RateLimiterMemory } from 'rate-limiter-flexible'
import type { GuessCounter } from '../guessing/guess-counter.ts'

export interface GuessCounterOptions {
  /** The time that counts, from the first refusal on. */
  readonly withinMs: number
  /** Keys that are counted at one time; beyond, the one that was refused longest ago is forgotten. */
  readonly keysMax?: number
}

/**
 * Counts in this process. The limiter keeps every key for as long as it counts; a flood of names must
 * not make it keep them all, so keys are held in order of use and the oldest is given up.
 */
export function createGuessCounter(options: GuessCounterOptions): GuessCounter {
  const { withinMs, keysMax = KEYS_MAX } = options
  const limiter = new RateLimiterMemory({ points: 1, duration: withinMs / 1000 })
  const idsOf = new Map<string, readonly string[]>()

  async function forget(key: string): Promise<void> {
    // Asked for with every success, where there is mostly nothing to forget.
    if (idsOf.delete(key)) await limiter.delete(key)
  }

  async function note(key: string, ids: readonly string[]): Promise<void> {
    idsOf.delete(key)
    const oldest = idsOf.size >= keysMax ? idsOf.keys().next().value : undefined
    idsOf.set(key, ids.slice(-IDS_MAX))
    if (oldest !== undefined) await forget(oldest)
  }

  return {
    async count(key, id) {
      const before = await limiter.get(key)
      const ids = before === null ? [] : (idsOf.get(key) ?? [])
      if (before !== null && ids.includes(id)) return before.consumedPoints
      await note(key, [...ids, id])
      return (await limiter.penalty(key)).consumedPoints
    },
    forget,
  }
}

/** About 35 MB at most, 700 octets each, and only while somebody floods us. */
const KEYS_MAX = 50_000
/** Programs with an old password have one or two; a guesser never comes back to one. */
const IDS_MAX = 4
