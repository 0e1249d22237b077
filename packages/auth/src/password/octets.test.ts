import assert from 'node:assert/strict'
import { test } from 'node:test'
import { concat, fill } from './octets.ts'

test('parts are joined in order', () => {
  assert.deepEqual(concat(), new Uint8Array(0))
  assert.deepEqual(concat(Uint8Array.of(1), Uint8Array.of(), Uint8Array.of(2, 3)), octets(1, 2, 3))
})

test('octets are repeated and cut off at the length', () => {
  assert.deepEqual(fill(octets(1, 2), 5), octets(1, 2, 1, 2, 1))
  assert.deepEqual(fill(octets(1, 2, 3), 2), octets(1, 2))
  assert.deepEqual(fill(octets(), 0), octets())
})

function octets(...values: number[]): Uint8Array {
  return Uint8Array.from(values)
}
