import assert from 'node:assert/strict'
import { test } from 'node:test'
import { affordable } from './idle.ts'

test('as many tunnels as wanted are held when the limit of open files allows', () => {
  assert.equal(affordable(4000, 20_000), 4000)
  assert.equal(affordable(4000, Number.POSITIVE_INFINITY), 4000)
})

test('a low limit of open files makes it fewer, never less than none', () => {
  assert.equal(affordable(4000, 1024), 262)
  assert.equal(affordable(4000, 256), 0)
})
