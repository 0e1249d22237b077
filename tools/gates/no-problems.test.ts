import assert from 'node:assert/strict'
import { test } from 'node:test'
import { noProblems } from './no-problems.ts'

test('problems fail with one a line, none passes', () => {
  noProblems([])
  assert.throws(() => noProblems(['a', 'b']), { message: '\na\nb' })
})
