import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createGuessCounter } from './guess-counter.ts'

const MINUTE_MS = 60_000

test('other credentials count, the same ones do not', async () => {
  const counter = createGuessCounter({ withinMs: MINUTE_MS })
  const counts = []
  for (const id of ['a', 'a', 'b', 'a', 'b', 'c']) counts.push(await counter.count('alice', id))
  assert.deepEqual(counts, [1, 1, 2, 2, 2, 3])
})

test('each key counts for itself, and can be forgotten', async () => {
  const counter = createGuessCounter({ withinMs: MINUTE_MS })
  await counter.count('alice', 'a')
  assert.equal(await counter.count('alice', 'b'), 2)
  assert.equal(await counter.count('bob', 'b'), 1)
  await counter.forget('alice')
  assert.equal(await counter.count('alice', 'c'), 1)
})

test('a flood of names is counted in a bounded room; who was refused lately is still known', async () => {
  const counter = createGuessCounter({ withinMs: MINUTE_MS, keysMax: 10 })
  await counter.count('early', 'a')
  for (let i = 0; i < 100; i++) await counter.count(`name ${i}`, 'a')
  assert.equal(await counter.count('name 99', 'b'), 2)
  assert.equal(await counter.count('early', 'b'), 1, 'forgotten')
})

test('what is long ago does not count', async (t) => {
  t.mock.timers.enable({ apis: ['Date', 'setTimeout'] })
  const counter = createGuessCounter({ withinMs: 1000 })
  await counter.count('alice', 'a')
  await counter.count('alice', 'b')
  t.mock.timers.tick(1001)
  assert.equal(await counter.count('alice', 'a'), 1)
})
