import assert from 'node:assert/strict'
import { test } from 'node:test'
import { listed } from './listed.ts'

test('a few things are all named, of many only the first', () => {
  assert.equal(listed([]), '')
  assert.equal(listed(['a', 'b']), 'a, b')
  assert.equal(listed(['a', 'b', 'c', 'd', 'e', 'f']), 'a, b, c, d, e, f')
  assert.equal(listed(['a', 'b', 'c', 'd', 'e', 'f', 'g']), 'a, b, c, d, e and 2 more')
})
