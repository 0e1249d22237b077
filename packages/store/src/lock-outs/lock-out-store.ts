import type { DatabaseSync } from 'node:sqlite'
import type { LockOut, LockOutLedger } from '@hopwise/auth'
import { openDatabase } from '../open-database.ts'
import { storeErrorFrom } from '../store-error.ts'
import { LOCK_OUT_STEPS } from './lock-out-schema.ts'

export interface LockOutStoreOptions {
  readonly file: string
  readonly nowMs: () => number
  /** See `DatabaseOptions`: 0 in a proxy, seconds in a command. */
  readonly busyMs: number
  /** Hears, as a sentence, of a lock-out that could not be written down; it holds all the same. */
  readonly notify: (sentence: string) => void
}

export interface LockOutStore extends LockOutLedger {
  /**
   * Ends these. A running proxy lets them in with its next request.
   *
   * @returns how many were still there
   * @throws {StoreError}
   */
  end(lockOuts: readonly Pick<LockOut, 'user' | 'client'>[]): number
  close(): void
}

/**
 * Lock-outs in a file of their own, so that commands can see and end what a running proxy has begun.
 *
 * @throws {StoreError} when the file cannot be opened
 */
export function openLockOuts(options: LockOutStoreOptions): LockOutStore {
  const { file, nowMs, busyMs, notify } = options
  const database = openDatabase(file, { steps: LOCK_OUT_STEPS, busyMs })
  const dataVersion = database.prepare('PRAGMA data_version')
  let version = 0

  function kept(): readonly LockOut[] {
    const sql = 'SELECT * FROM lock_out WHERE ends > ? ORDER BY began'
    return database.prepare(sql).all(nowMs()).map(lockOutFrom)
  }

  return {
    read() {
      return attempt(kept, []) ?? []
    },
    write({ user = '', client, refusals, beganMs, endsMs }) {
      attempt(() => {
        database.prepare('DELETE FROM lock_out WHERE ends <= ?').run(nowMs())
        database
          .prepare(
            'REPLACE INTO lock_out (user, client, refusals, began, ends) VALUES (?, ?, ?, ?, ?)',
          )
          .run(shortened(user), client, refusals, beganMs, endsMs)
      }, undefined)
    },
    version() {
      version = attempt(() => Number(dataVersion.get()?.['data_version']), version) ?? version
      return version
    },
    end(lockOuts) {
      return endThose(database, file, lockOuts)
    },
    close() {
      database.close()
    },
  }

  /** Nobody is let in or kept out because a disk is full: what cannot be written down is said. */
  function attempt<T>(access: () => T, otherwise: T): T {
    try {
      return access()
    } catch (error) {
      notify(`Lock-outs could not be kept in a file: ${storeErrorFrom(error, file).message}`)
      return otherwise
    }
  }
}

function endThose(
  database: DatabaseSync,
  file: string,
  lockOuts: readonly Pick<LockOut, 'user' | 'client'>[],
): number {
  try {
    const one = database.prepare('DELETE FROM lock_out WHERE user = ? AND client = ?')
    return lockOuts.reduce((ended, { user = '', client }) => {
      return ended + Number(one.run(shortened(user), client).changes)
    }, 0)
  } catch (error) {
    throw storeErrorFrom(error, file)
  }
}

function lockOutFrom(row: Record<string, unknown>): LockOut {
  const user = String(row['user'])
  return {
    user: user === '' ? undefined : user,
    client: String(row['client']),
    refusals: Number(row['refusals']),
    beganMs: Number(row['began']),
    endsMs: Number(row['ends']),
  }
}

/** A name is what somebody claimed: it may be anything, of any length. */
function shortened(user: string): string {
  return user.slice(0, NAME_LENGTH_MAX)
}

const NAME_LENGTH_MAX = 128
