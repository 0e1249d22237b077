import assert from 'node:assert/strict'
import { test } from 'node:test'
import { settle } from './settle.ts'

function readings(values: readonly number[]): () => number {
  let at = 0
  return () => values[Math.min(at++, values.length - 1)]!
}

test('a reading counts once three in a row agree', async () => {
  const read = readings([1, 5, 9, 9, 9, 70])
  assert.equal(await settle({ read, tolerance: 0, everyMs: 1, atMostMs: 1000 }), 9)
})

test('small changes count as rest', async () => {
  const read = readings([100, 101, 102, 500])
  assert.equal(await settle({ read, tolerance: 1, everyMs: 1, atMostMs: 1000 }), 102)
})

test('a program that never rests is read when the time is up', async () => {
  let value = 0
  const last = await settle({ read: () => value++, tolerance: 0, everyMs: 1, atMostMs: 5 })
  assert.equal(last, 5)
})
