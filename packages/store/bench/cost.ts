/**
 * What persistence costs, in CPU of the whole process (both threads) per entry and per question:
 *
 *     node packages/store/bench/cost.ts
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises'
import { Secret } from '@hopwise/auth'
import { openJournal, openUsers } from '../src/index.ts'
import { anEntry } from '../src/testing/entries.ts'
import { quickHashing } from '../src/testing/quick-hashing.ts'

const directory = mkdtempSync(join(tmpdir(), 'hopwise-cost-'))
const FAULT = { outcome: 'failed', status: 502, fault: 'CONNECT_REFUSED' } as const
try {
  await journalCost('journal, everything relayed', 400_000, () => ({}))
  await journalCost('journal, one in ten failed', 400_000, (n) => (n % 10 === 0 ? FAULT : {}))
  await journalCost('journal, everything failed', 200_000, () => FAULT)
  await versionCost(200_000, 1)
  await versionCost(200_000, 10)
  for (const count of [100, 100_000]) await usersCost(count)
} finally {
  rmSync(directory, { recursive: true })
}

/** Written at some 40 000 entries per second: faster than any proxy, slower than what is dropped. */
async function journalCost(
  name: string,
  count: number,
  changes: (n: number) => Parameters<typeof anEntry>[1],
): Promise<void> {
  const entries = Array.from({ length: 10_000 }, (_, n) =>
    anEntry(n, {
      phases: { receive: 20_000 + ((n * 7919) % 5003), relay: 60_000 + n },
      ...changes(n),
    }),
  )
  const lines = entries.map((entry) => Buffer.from(JSON.stringify(entry)))
  const file = join(directory, `${name}.db`)
  const journal = openJournal({ file, notify: (notice) => console.log(notice) })
  journal.write(lines[0]!, entries[0]!)
  await wait(500) // the thread is up: its start is not what is measured

  const from = process.cpuUsage()
  const mainFrom = process.threadCpuUsage()
  let idleMs = 0
  for (let n = 0; n < count; n += 400) {
    for (let i = n; i < n + 400; i++) journal.write(lines[i % 10_000]!, entries[i % 10_000]!)
    await wait(10)
    idleMs += 10
  }
  const main = process.threadCpuUsage(mainFrom)
  await journal.close()
  const total = process.cpuUsage(from)
  console.log(
    `${name}: ${perOne(total, count)} µs per entry, of that ${perOne(main, count)} µs here ` +
      `(with ${idleMs / 10} timer turns); ${lines[1]!.length} octets become ` +
      `${(statSync(file).size / count).toFixed(0)}; dropped ${journal.dropped}`,
  )
}

async function versionCost(turns: number, asksPerTurn: number): Promise<void> {
  const file = join(directory, 'users.db')
  const users = openUsers({ file, hashing: quickHashing(), nowMs: Date.now, busyMs: 0 })
  const empty = await turnsCost(turns, () => {})
  const asked = await turnsCost(turns, () => {
    for (let i = 0; i < asksPerTurn; i++) users.version()
  })
  users.close()
  const each = ((asked - empty) / asksPerTurn).toFixed(2)
  console.log(`users.version(), asked ${asksPerTurn} × per turn: ${each} µs per question`)
}

/** What the number of users costs: per request (a version), per change, per password that is asked about. */
async function usersCost(count: number): Promise<void> {
  const file = join(directory, `${count} users.db`)
  const users = openUsers({ file, hashing: quickHashing(), nowMs: Date.now, busyMs: 0 })
  const other = new DatabaseSync(file)
  other.exec(`INSERT INTO user (name, password_hash, created, password_changed, expires)
    WITH RECURSIVE n(i) AS (VALUES (0) UNION ALL SELECT i + 1 FROM n WHERE i < ${count - 1})
    SELECT 'user' || i, 'x', 0, 0, iif(i % 3 = 0, 4000000000000 + i, NULL) FROM n;
    INSERT INTO user_group SELECT id, 'staff' FROM user`)
  await nextTurn()
  const asked = await turnsCost(100_000, () => users.version())
  const change = other.prepare("UPDATE user SET disabled = ? WHERE name = 'user1'")
  const changed = await turnsCost(2_000, () => {
    change.run(null)
    users.version()
  })
  const password = new Secret('x')
  let n = 0
  const checked = await turnsCost(20_000, () =>
    users.check(`user${(n++ * 7919) % count}`, password),
  )
  other.close()
  users.close()
  console.log(
    `${count} users: ${asked} µs per turn with a version, ${changed} µs with a change before it, ` +
      `${checked} µs with a check (without its hash)`,
  )
}

async function turnsCost(turns: number, action: () => unknown): Promise<number> {
  const from = process.cpuUsage()
  for (let n = 0; n < turns; n++) {
    action()
    await nextTurn()
  }
  return Number(perOne(process.cpuUsage(from), turns))
}

function perOne(usage: { user: number; system: number }, count: number): string {
  return ((usage.user + usage.system) / count).toFixed(2)
}
