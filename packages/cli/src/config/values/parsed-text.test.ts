import assert from 'node:assert/strict'
import { test } from 'node:test'

import { read } from '../testing/reading.ts'
import { parsedText } from './parsed-text.ts'

const EVEN = parsedText('write an even number', (text) => {
  if (!/^\d+$/.test(text)) return { kind: 'malformed', column: 2, problem: 'this is no digit' }
  return Number(text) % 2 === 0 ? Number(text) : undefined
})

test('text becomes what it means', () => assert.equal(read(EVEN, '12'), 12))

test('what it cannot mean is said, without the text', () => {
  assert.equal(read(EVEN, '13'), 'write an even number')
})

test('a parser that knows the place says it', () => {
  assert.equal(read(EVEN, '12x'), 'this is no digit (character 3)')
})

test('what is no text is told the same, and what is not there is missing', () => {
  assert.equal(read(EVEN, 12), 'write an even number')
  assert.equal(read(EVEN, undefined), 'this key is missing')
})
