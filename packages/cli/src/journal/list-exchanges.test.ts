import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Entry } from '@hopwise/journal'
import type { JournalReader } from '@hopwise/store'
import { anEntry } from '../testing/entries.ts'
import { NOW_MS, scene } from '../testing/scene.ts'
import { listExchanges } from './list-exchanges.ts'

test('each day is named once, before its exchanges', () => {
  const { surroundings, stdout } = scene()
  const entries = [-86_400_000, 0, 1000].map((ms) => anEntry({ time: NOW_MS + ms }))
  listExchanges({ limit: 9 }, reading(entries), {}, surroundings)
  assert.deepEqual(
    stdout()
      .split('\n')
      .map((line) => line.slice(0, 10)),
    ['2026-11-20', '3F9K-T2QX-', '2026-11-21', '3F9K-T2QX-', '3F9K-T2QX-', ''],
  )
})

test('a line has the id that shows the exchange whole, and fits the terminal', () => {
  const { surroundings, stdout } = scene({ isTty: true, columns: 70, env: { NO_COLOR: '1' } })
  const target = `http://example.com/${'a/'.repeat(99)}`
  listExchanges({ limit: 9 }, reading([anEntry({ target })]), {}, surroundings)
  const line = stdout().split('\n')[1] ?? ''
  assert.match(line, /^3F9K-T2QX-0A7M {2}.*200 GET/)
  assert.ok(line.length <= 70, line)
})

test('nothing found and something lost are said beside the list, not in it', () => {
  const { surroundings, stdout, stderr } = scene()
  assert.equal(listExchanges({ limit: 9 }, reading([], 7), { json: true }, surroundings), 0)
  assert.equal(stdout(), '')
  assert.equal(stderr(), 'no such exchanges\n7 exchanges of this time were not written down\n')
})

function reading(entries: readonly Entry[], missing = 0): JournalReader {
  return { read: () => entries, missing: () => missing, find: () => undefined, close() {} }
}
