import type { TestContext } from 'node:test'
import { dataFiles, openLockOuts } from '@hopwise/store'
import { NOW_MS, temporaryDirectory } from '../../testing/scene.ts'

const MINUTE_MS = 60_000

/** A data directory in which some are locked out. */
export function lockOutsIn(t: TestContext): string {
  const data = temporaryDirectory(t)
  const file = dataFiles(data).lockOuts
  const notify = (sentence: string): never => {
    throw new Error(sentence)
  }
  const store = openLockOuts({ file, nowMs: () => NOW_MS, busyMs: 0, notify })
  for (const [minute, [user, client, refusals]] of ROWS.entries()) {
    const beganMs = NOW_MS - (ROWS.length - minute) * MINUTE_MS
    store.write({ user, client, refusals, beganMs, endsMs: beganMs + 15 * MINUTE_MS })
  }
  store.close()
  return data
}

const ROWS: readonly (readonly [user: string | undefined, client: string, refusals: number])[] = [
  ['alice', '192.0.2.7/32', 10],
  [undefined, '192.0.2.7/32', 100],
  ['alice', '2001:db8::/64', 11],
  ['\u001b[2Jbob', '198.51.100.1/32', 10],
]
