import assert from 'node:assert/strict'
import { test } from 'node:test'
import { malformed } from './malformed.ts'

test('what is wrong is told with its place', () => {
  assert.deepEqual(malformed(3, 'no'), { kind: 'malformed', column: 3, problem: 'no' })
})
