import assert from 'node:assert/strict'
import { test } from 'node:test'
import { median, slope } from './statistics.ts'

test('the median is the middle one, whatever the order', () => {
  assert.equal(median([9, 1, 5]), 5)
})

test('of an even number of rounds it is the mean of the two in the middle', () => {
  assert.equal(median([1, 100, 3, 5]), 4)
})

test('no rounds have no median', () => {
  assert.ok(Number.isNaN(median([])))
})

test('the slope of a line is its own, and noise around a level has none', () => {
  const line = [0, 1, 2, 3].map((at) => ({ at, value: 7 + 2 * at }))
  assert.equal(slope(line), 2)
  const noise = [5, 6, 6, 5].map((value, at) => ({ at, value }))
  assert.equal(slope(noise), 0)
})
