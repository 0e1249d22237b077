import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PacError, quoted } from './pac-problem.ts'

test('text of others is shortened, and its controls do not reach a terminal', () => {
  assert.equal(quoted('a\r\nb\u001b[2J\u2028'), 'a\ufffd\ufffdb\ufffd[2J\ufffd')
  assert.equal(quoted('x'.repeat(121)), `${'x'.repeat(120)}…`)
})

test('an error has the code first, then the sentence', () => {
  const error = new PacError({
    code: 'SCRIPT_TIMEOUT',
    detail: 'It was too slow',
    origin: 'http://a',
  })
  assert.equal(error.message, 'SCRIPT_TIMEOUT: It was too slow')
  assert.deepEqual([error.code, error.origin], ['SCRIPT_TIMEOUT', 'http://a'])
})
