import assert from 'node:assert/strict'
import { PassThrough } from 'node:stream'
import { test } from 'node:test'
import { standardError, standardOutput } from './standard-output.ts'

test('what is no terminal is used as it is', () => {
  const stream = new PassThrough()
  assert.equal(standardOutput(stream), stream)
  assert.equal(standardError(stream), stream)
})
