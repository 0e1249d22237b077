import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Problem } from './problem.ts'

test('a problem keeps its exit code, its sentence and what caused it', () => {
  const cause = new Error('EADDRINUSE')
  const problem = new Problem(4, 'The port is taken.', { cause })
  assert.deepEqual(
    [problem.exitCode, problem.message, problem.cause],
    [4, 'The port is taken.', cause],
  )
  assert.equal(String(problem), 'Problem: The port is taken.')
})
