import assert from 'node:assert/strict'
import { test } from 'node:test'
import { growth } from './flat.ts'

test('growing at the start and level afterwards is no growth', () => {
  assert.equal(growth([50, 80, 100, 100, 100, 100, 100, 100]), 0)
})

test('a heap that goes up and down over the same floor does not grow', () => {
  assert.equal(growth([10, 90, 10, 50, 10, 70, 90, 10]), 0)
})

test('a leak is what it adds in a quarter of the work', () => {
  assert.equal(growth([50, 52, 54, 56, 58, 60, 62, 64]), 4)
})
