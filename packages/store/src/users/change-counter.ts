import type { DatabaseSync } from 'node:sqlite'

/** A number that is another one whenever an earlier answer about a user may no longer hold. */
export interface ChangeCounter {
  value(): number
  /** To be called after a change through our own connection, which SQLite does not report to us. */
  changed(): void
}

/**
 * `PRAGMA data_version` changes when another connection, of any process, has committed: the way to
 * see `hopwise user passwd` at once. It costs about 3 µs (two system calls), so one turn of the event
 * loop pays it once: a change is seen by the next turn. Expiry is a change without a commit.
 */
export function countChanges(database: DatabaseSync, nowMs: () => number): ChangeCounter {
  const dataVersion = database.prepare('PRAGMA data_version')
  const soonest = database.prepare('SELECT min(expires) AS expires FROM user WHERE expires > ?')
  let count = 0
  let seen: unknown
  let expiresMs = Number.POSITIVE_INFINITY
  let isFresh = false

  function look(): void {
    try {
      const version = dataVersion.get()?.['data_version']
      if (version === seen && nowMs() < expiresMs) return
      expiresMs = Number(soonest.get(nowMs())?.['expires'] ?? Number.POSITIVE_INFINITY)
      seen = version
    } catch {
      // The file cannot be asked: no earlier answer may be relied on. The check that follows says why.
      seen = undefined
    }
    count++
  }

  return {
    value() {
      if (!isFresh) {
        isFresh = true
        setImmediate(() => {
          isFresh = false
        })
        look()
      }
      return count
    },
    changed() {
      count++
      seen = undefined
      isFresh = false
    },
  }
}
