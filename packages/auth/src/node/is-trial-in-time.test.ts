import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isTrialInTime } from './is-trial-in-time.ts'

test('a trial that ends is in time', async () => {
  assert.equal(await isTrialInTime(Promise.resolve()), true)
})

test('one that does not end is not waited for', async () => {
  assert.equal(await isTrialInTime(new Promise(() => {}), 1), false)
})
