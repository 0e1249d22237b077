import assert from 'node:assert/strict'
import { test } from 'node:test'
import { shortened } from './shortened.ts'

test('a text that fits is left alone', () => assert.equal(shortened('abcdef', 6), 'abcdef'))

test('a longer one ends in dots and fits', () => assert.equal(shortened('abcdefg', 6), 'abc...'))

test('no half of a character is left behind', () => {
  assert.equal(shortened('ab\u{1f600}cdefg', 6), 'ab...')
})
