import assert from 'node:assert/strict'
import { test } from 'node:test'
import { median } from './median.ts'

test('the median is the middle one, whatever the order', () => {
  assert.equal(median([9, 1, 5]), 5)
})

test('of an even number of rounds it is the mean of the two in the middle', () => {
  assert.equal(median([1, 100, 3, 5]), 4)
})

test('no rounds have no median', () => {
  assert.ok(Number.isNaN(median([])))
})
