import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { createLastUse } from './last-use.ts'

test('uses are written later and together, the last of each token', (t) => {
  const { uses, written } = collect(t)
  uses.note('a', 1, undefined)
  uses.note('a', 2, undefined)
  uses.note('b', 3, undefined)
  assert.equal(written.length, 0)
  t.mock.timers.tick(5_000)
  assert.deepEqual(written, [
    [
      ['a', 2],
      ['b', 3],
    ],
  ])
  t.mock.timers.tick(50_000)
  assert.equal(written.length, 1)
})

test('what was written down less than two and a half minutes ago is not written again', (t) => {
  const { uses, written } = collect(t)
  uses.note('a', 1_000_000, 1_000_000 - 149_999)
  uses.note('b', 1_000_000, 1_000_000 - 150_000)
  t.mock.timers.tick(5_000)
  assert.deepEqual(written, [[['b', 1_000_000]]])
})

test('many are written in batches, and what cannot be written waits for its next turn', (t) => {
  const { uses, written, disk } = collect(t, { batchMax: 2 })
  for (const name of ['a', 'b', 'c']) uses.note(name, 1, undefined)
  disk.isFull = true
  t.mock.timers.tick(5_000)
  assert.equal(written.length, 0)
  disk.isFull = false
  t.mock.timers.tick(5_000)
  assert.deepEqual(
    written.map((batch) => batch.length),
    [2],
  )
  t.mock.timers.tick(5_000)
  assert.deepEqual(
    written.map((batch) => batch.length),
    [2, 1],
  )
})

test('it is bounded: what does not fit is left out, what is known stays current', (t) => {
  const { uses, written } = collect(t, { pendingMax: 1 })
  uses.note('a', 1, undefined)
  uses.note('b', 2, undefined)
  uses.note('a', 3, undefined)
  t.mock.timers.tick(5_000)
  assert.deepEqual(written, [[['a', 3]]])
})

test('closing writes down the rest at once, and does not wait for a disk that is full', (t) => {
  const { uses, written, disk } = collect(t, { batchMax: 1 })
  uses.note('a', 1, undefined)
  uses.note('b', 2, undefined)
  uses.close()
  assert.deepEqual(written, [[['a', 1]], [['b', 2]]])
  uses.note('c', 3, undefined)
  disk.isFull = true
  uses.close()
  assert.equal(written.length, 2)
})

function collect(t: TestContext, limits: { batchMax?: number; pendingMax?: number } = {}) {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const written: (readonly (readonly [string, number])[])[] = []
  const disk = { isFull: false }
  const uses = createLastUse({
    write: (batch) => {
      if (!disk.isFull) written.push(batch)
      return !disk.isFull
    },
    ...limits,
  })
  return { uses, written, disk }
}
