import assert from 'node:assert/strict'
import { test } from 'node:test'

import { fileReason } from './file-reason.ts'

test('what the system says is said in words, where we have them', () => {
  const error = (code?: string) => Object.assign(new Error('message'), code && { code })
  assert.equal(fileReason(error('ENOENT')), 'there is no such file')
  assert.equal(fileReason(error('EMFILE')), 'EMFILE')
  assert.equal(fileReason(error()), 'message')
})
