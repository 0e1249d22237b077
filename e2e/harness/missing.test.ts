import assert from 'node:assert/strict'
import { test } from 'node:test'
import { missing } from './missing.ts'

test('only the programs that are not there are named', () => {
  assert.equal(missing('sh', process.execPath), false)
  assert.equal(missing('sh', 'no-such-program'), 'not installed: no-such-program')
  assert.equal(missing('/nonexistent/a', 'no-b'), 'not installed: /nonexistent/a, no-b')
})
