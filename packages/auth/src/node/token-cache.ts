import type { TokenCheck } from '../credential-store.ts'

export interface TokenCacheOptions {
  /** Milliseconds since the epoch, as the expiry of tokens is. */
  readonly nowMs: () => number
  readonly entriesMax?: number
}

/** Answers about tokens, for as long as they may be believed. Bounded, whatever tokens arrive. */
export interface TokenCache {
  recall(id: string): TokenCheck | undefined
  remember(id: string, check: TokenCheck, untilMs: number): void
}

/**
 * What is right and what is not are kept apart: a flood of invented tokens pushes nobody's answer out.
 * Of each, the oldest makes room.
 */
export function createTokenCache({
  nowMs,
  entriesMax = ENTRIES_MAX,
}: TokenCacheOptions): TokenCache {
  const kept = { right: new Map<string, Entry>(), wrong: new Map<string, Entry>() }
  return {
    recall(id) {
      for (const entries of [kept.right, kept.wrong]) {
        const entry = entries.get(id)
        if (entry === undefined) continue
        if (entry.untilMs > nowMs()) return entry.check
        entries.delete(id)
      }
      return undefined
    },
    remember(id, check, untilMs) {
      if (untilMs <= nowMs()) return
      const entries = check.kind === 'right' ? kept.right : kept.wrong
      entries.delete(id)
      for (const oldest of entries.keys()) {
        if (entries.size < entriesMax) break
        entries.delete(oldest)
      }
      entries.set(id, { check, untilMs })
    },
  }
}

interface Entry {
  readonly check: TokenCheck
  readonly untilMs: number
}

/** About 3 MB of each kind. */
const ENTRIES_MAX = 10_000
