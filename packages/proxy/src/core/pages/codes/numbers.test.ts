import assert from 'node:assert/strict'
import { test } from 'node:test'
import { numbersWithPages } from './numbers.ts'

test('the numbers are in order, once each, official and not', () => {
  const numbers = numbersWithPages()
  assert.deepEqual(
    numbers,
    [...new Set(numbers)].toSorted((a, b) => a - b),
  )
  for (const code of [0, 100, 407, 499, 530, 999]) assert.ok(numbers.includes(code), String(code))
  assert.ok(!numbers.includes(477))
})
