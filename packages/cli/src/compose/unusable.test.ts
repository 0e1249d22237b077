import assert from 'node:assert/strict'
import { test } from 'node:test'

import { readYaml } from '../config/read-yaml.ts'
import { about, Unusable } from './unusable.ts'

test('what cannot be used has its place in the file', () => {
  const unusable = new Unusable(['stores', 'a'], 'it is broken', 'and late')
  assert.deepEqual(unusable.problems(readYaml('stores: { a: 1 }')), [
    { level: 'error', line: 1, column: 14, key: 'stores.a', sentence: 'it is broken' },
    { level: 'error', line: 1, column: 14, key: 'stores.a', sentence: 'and late' },
  ])
})

test('options that make no sense are about their section, at once or later', async () => {
  const refuse = (): never => {
    throw new RangeError('too much')
  }
  const expected = { name: 'Unusable', path: ['a'], sentences: ['too much'] }
  await assert.rejects(about(['a'], refuse), expected)
  await assert.rejects(
    about(['a'], async () => refuse()),
    expected,
  )
})

test('a bug stays one', async () => {
  const fail = (): never => {
    throw new TypeError('a bug')
  }
  await assert.rejects(about(['a'], fail), TypeError)
})
