import assert from 'node:assert/strict'
import { test } from 'node:test'

import { formatConfigProblem, formatKey } from './config-problem.ts'

test('a key is written as people write it', () => {
  assert.equal(formatKey(['listeners', 0, 'tls', 'key']), 'listeners[0].tls.key')
  assert.equal(formatKey([]), '')
})

test('an error is one line that editors can jump to, a warning says that it is one', () => {
  const problem = { line: 3, column: 5, key: 'data', sentence: 'write a path' }
  assert.equal(
    formatConfigProblem('a.yaml', { level: 'error', ...problem }),
    'a.yaml:3:5: data: write a path',
  )
  assert.equal(
    formatConfigProblem('a.yaml', { level: 'warning', ...problem, key: '' }),
    'a.yaml:3:5: warning: write a path',
  )
})
