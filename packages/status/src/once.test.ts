import assert from 'node:assert/strict'
import { test } from 'node:test'
import { once } from './once.ts'

test('it is made when it is asked for, and only once', () => {
  let times = 0
  const ask = once(() => ({ times: ++times }))
  assert.equal(times, 0)
  assert.equal(ask(), ask())
  assert.deepEqual(ask(), { times: 1 })
})
