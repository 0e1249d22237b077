import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import type { Entry } from '@hopwise/journal'
import { anEntry, FIRST_TIME } from '../testing/entries.ts'
import { temporaryDirectory } from '../testing/temporary-directory.ts'
import { buildBatch } from './batch.ts'
import { type JournalQuery, type JournalReader, openJournalReader } from './read-journal.ts'
import { createSegmentWriter } from './segment-writer.ts'

/** Thirty entries in three segments; 7 arrived early and ended late, as a tunnel does. */
const ENTRIES = Array.from({ length: 30 }, (_, n) =>
  anEntry(n, {
    ...(n % 10 === 4 && {
      outcome: 'failed',
      fault: 'CONNECT_REFUSED',
      user: n === 14 ? 'bob' : 'alice',
    }),
    ...(n % 10 === 5 && { outcome: 'challenged', fault: 'CREDENTIALS_MISSING' }),
    ...(n === 20 && { user: 'bob', rule: 'no games' }),
    ...(n === 21 && { wouldRefuse: 'no games' }),
    ...(n === 14 && { rule: 'lab' }),
    ...((n === 22 || n === 14) && { parent: 'corp' }),
    ...(n === 23 && { user: 'corp' }),
  }),
)
const RECORDED = [...ENTRIES.slice(0, 7), ...ENTRIES.slice(8), ...ENTRIES.slice(7, 8)]

const QUERIES: readonly [
  name: string,
  query: Partial<JournalQuery>,
  expected: readonly number[],
][] = [
  ['the latest, in order of arrival', { limit: 3 }, [7, 28, 29]],
  ['a span of time', { sinceMs: FIRST_TIME + 9, untilMs: FIRST_TIME + 12 }, [9, 10, 11, 12]],
  [
    'a span that only a late end reaches',
    { sinceMs: FIRST_TIME + 7, untilMs: FIRST_TIME + 7 },
    [7],
  ],
  ['a fault', { fault: 'CONNECT_REFUSED' }, [4, 14, 24]],
  ['the latest with a fault', { fault: 'CONNECT_REFUSED', limit: 2 }, [14, 24]],
  ['a fault since a time', { fault: 'CONNECT_REFUSED', sinceMs: FIRST_TIME + 5 }, [14, 24]],
  ['a fault of a user', { fault: 'CONNECT_REFUSED', user: 'bob' }, [14]],
  ['first challenges, which have no row', { fault: 'CREDENTIALS_MISSING' }, [5, 15, 25]],
  ['a user', { user: 'bob' }, [14, 20]],
  ['a rule that decided or would have', { rule: 'no games' }, [20, 21]],
  ['a rule and a fault', { rule: 'lab', fault: 'CONNECT_REFUSED', limit: 1 }, [14]],
  ['a parent', { parent: 'corp' }, [14, 22]],
  ['a parent and a fault', { parent: 'corp', fault: 'CONNECT_REFUSED', limit: 1 }, [14]],
  ['a user nobody knows', { user: 'carol' }, []],
]

for (const [name, query, expected] of QUERIES) {
  test(`reads ${name}`, (t) => {
    const found = written(t).read({ limit: 100, ...query })
    assert.deepEqual(
      found.map((entry) => entry.time - FIRST_TIME),
      expected,
    )
  })
}

test('exchanges of one millisecond keep the order of their ids', (t) => {
  const file = join(temporaryDirectory(t), 'journal.db')
  const writer = createSegmentWriter({ file, bytesMax: 1024 * 1024, nowMs: () => 1 })
  const entries = [1, 2, 3].map((n) => anEntry(n, { time: FIRST_TIME }))
  writer.write(batchOf(entries))
  writer.close(0)
  const reader = openJournalReader(file)
  t.after(() => reader.close())
  assert.deepEqual(reader.read({ limit: 9 }), entries)
})

test('finds an exchange by its id, whole', (t) => {
  const reader = written(t)
  assert.deepEqual(reader.find('x000000007'), ENTRIES[7])
  assert.equal(reader.find('x00000000'), undefined)
  assert.equal(reader.find('no such "id"'), undefined)
})

test('a damaged journal is said, not half read', (t) => {
  const file = join(temporaryDirectory(t), 'journal.db')
  writeFileSync(file, 'x'.repeat(5000))
  assert.throws(() => openJournalReader(file), { name: 'StoreError', problem: 'damaged' })
})

function written(t: TestContext): JournalReader {
  const file = join(temporaryDirectory(t), 'journal.db')
  const writer = createSegmentWriter({ file, bytesMax: 1024 * 1024, nowMs: () => 1 })
  for (let n = 0; n < 30; n += 10) writer.write(batchOf(RECORDED.slice(n, n + 10)))
  writer.close(0)
  const reader = openJournalReader(file)
  t.after(() => reader.close())
  return reader
}

function batchOf(entries: readonly Entry[]): ReturnType<ReturnType<typeof buildBatch>['finish']> {
  const builder = buildBatch(new ArrayBuffer(64 * 1024))
  for (const entry of entries) assert.ok(builder.add(Buffer.from(JSON.stringify(entry)), entry))
  return builder.finish(0)
}
