import type { Accepted } from './verdict.ts'

export interface RememberedOptions {
  /** A clock that never goes back, in milliseconds. */
  readonly nowMs: () => number
  /** Milliseconds since the epoch. Without it, nothing is remembered that has an expiry of its own. */
  readonly wallClockMs?: () => number
  /** How long a verified credential is believed without asking the store. */
  readonly lifetimeMs?: number
  readonly entriesMax?: number
}

/**
 * Credentials that were verified not long ago, so that a slow hash costs once and not per request.
 * Only acceptance is remembered: a user who was just created or re-enabled must not wait.
 * Everything is forgotten when the store's version changes.
 */
export interface Remembered {
  /** @param id a keyed hash of the whole field value: the value itself is not kept */
  recall(id: string, version: number): Accepted | undefined
  /**
   * @param version the store's when the verification began: a password that was changed meanwhile is
   *   not remembered as right, or is forgotten with the next recall
   */
  remember(id: string, version: number, verdict: Accepted): void
}

export function createRemembered(options: RememberedOptions): Remembered {
  const { nowMs, wallClockMs, lifetimeMs = LIFETIME_MS, entriesMax = ENTRIES_MAX } = options
  // Most live equally long, so the order of insertion, which a Map keeps, is nearly that of expiry.
  const entries = new Map<string, { readonly verdict: Accepted; readonly expiresMs: number }>()
  let known = Number.NaN

  function forgetOutdated(version: number): void {
    if (version === known) return
    entries.clear()
    known = version
  }

  /** What expires earlier by itself does not outlive that by being remembered. */
  function lifetimeOf({ expiresMs }: Accepted): number {
    if (expiresMs === undefined) return lifetimeMs
    if (wallClockMs === undefined) return 0
    return Math.min(lifetimeMs, expiresMs - wallClockMs())
  }

  function evictOldest(): void {
    for (const [id, { expiresMs }] of entries) {
      if (entries.size < entriesMax && expiresMs > nowMs()) return
      entries.delete(id)
    }
  }

  return {
    recall(id, version) {
      forgetOutdated(version)
      const entry = entries.get(id)
      if (entry === undefined) return undefined
      if (entry.expiresMs > nowMs()) return entry.verdict
      entries.delete(id)
      return undefined
    },
    remember(id, version, verdict) {
      if (version !== known || entries.has(id)) return
      const lifetime = lifetimeOf(verdict)
      if (lifetime <= 0) return
      evictOldest()
      entries.set(id, { verdict, expiresMs: nowMs() + lifetime })
    },
  }
}

/** Squid's `credentialsttl` is two hours; a user removed behind our back should not stay that long. */
const LIFETIME_MS = 300_000
/** About 3 MB. One entry per user and spelling of the credentials: more is an attack or a huge site. */
const ENTRIES_MAX = 10_000
