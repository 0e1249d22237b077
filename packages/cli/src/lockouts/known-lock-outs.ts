import { existsSync } from 'node:fs'
import { foldedName, type LockOut } from '@hopwise/auth'
import { existingDataDirectory, type LockOutStore, openLockOuts } from '@hopwise/store'
import { EXIT } from '../exit-code.ts'
import { Problem } from '../problem.ts'
import type { Surroundings } from '../surroundings.ts'
import { type ClientRange, overlap, parseClientRange } from './client-range.ts'

export interface WhichLockOuts {
  readonly data: string
  readonly user?: string
  readonly client?: ClientRange
}

/**
 * Those that fit; none where nobody was ever locked out. Creates nothing: run by root, it would make a
 * file that the proxy's own user cannot open.
 *
 * @param use what to do with them while the store is open
 * @throws {StoreError | Problem}
 */
export function withLockOuts<T>(
  which: WhichLockOuts,
  { nowMs }: Surroundings,
  use: (found: readonly LockOut[], store?: LockOutStore) => T,
): T {
  const { lockOuts: file } = existingDataDirectory(which.data)
  if (!existsSync(file)) return use([])
  const notify = (sentence: string): never => {
    throw new Problem(EXIT.data, sentence)
  }
  const store = openLockOuts({ file, nowMs, busyMs: 5_000, notify })
  try {
    return use(
      store.read().filter((each) => fits(each, which)),
      store,
    )
  } finally {
    store.close()
  }
}

function fits({ user, client }: LockOut, which: WhichLockOuts): boolean {
  if (which.user !== undefined && foldedName(which.user) !== user) return false
  if (which.client === undefined) return true
  const range = parseClientRange(client)
  return range !== undefined && overlap(range, which.client)
}
