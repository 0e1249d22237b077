import assert from 'node:assert/strict'
import { test } from 'node:test'
import { wrap } from './wrap.ts'

test('lines break at spaces and fit; a word that is longer stands alone', () => {
  assert.deepEqual(wrap('one two three', 8), ['one two', 'three'])
  assert.deepEqual(wrap('one two', 7), ['one two'])
  assert.deepEqual(wrap('a http://example.com/long b', 6), ['a', 'http://example.com/long', 'b'])
  assert.deepEqual(wrap('日本 日本', 8), ['日本', '日本'])
  assert.deepEqual(wrap('', 8), [''])
})
