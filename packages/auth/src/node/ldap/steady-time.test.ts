import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { createSteadyTime } from './steady-time.ts'

test('what has nothing to verify takes as long as what has', async () => {
  const time = createSteadyTime(() => 0)
  assert.equal(await time.noted(async () => delay(40, 'verified')), 'verified')
  const fromMs = performance.now()
  assert.equal(await time.steadied(async () => 'unknown'), 'unknown')
  assert.ok(performance.now() - fromMs >= 35)
})

test('before anything was measured, and when it takes longer anyway, nothing is added', async () => {
  const time = createSteadyTime(() => 0)
  const fromMs = performance.now()
  await time.steadied(async () => {})
  await time.noted(async () => {})
  await time.steadied(async () => delay(5))
  assert.ok(performance.now() - fromMs < 1000)
})

test('one of the latest is taken, by chance', async () => {
  const time = createSteadyTime(() => 0.99)
  await time.noted(async () => {})
  await time.noted(async () => delay(30))
  const fromMs = performance.now()
  await time.steadied(async () => {})
  assert.ok(performance.now() - fromMs >= 25)
})
