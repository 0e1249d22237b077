import assert from 'node:assert/strict'
import { test } from 'node:test'
import { growth } from './flat.ts'

test('growing at the start and level afterwards is no growth', () => {
  const samples = [50, 80, 100, 100, 100, 100].map((value, at) => ({ at, value }))
  assert.equal(growth(samples), 0)
})

test('a leak is what it would be over the whole work', () => {
  const samples = [50, 52, 54, 56, 58, 60].map((value, at) => ({ at, value }))
  assert.equal(growth(samples), 10)
})
