import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isIdempotent } from './idempotent.ts'

test('the safe methods, PUT and DELETE are idempotent', () => {
  const methods = ['GET', 'HEAD', 'OPTIONS', 'TRACE', 'PUT', 'DELETE']
  assert.deepEqual(methods.filter(isIdempotent), methods)
})

test('what changes something each time is not, nor what nobody knows', () => {
  const methods = ['POST', 'PATCH', 'CONNECT', 'get', 'PURGE', '']
  assert.deepEqual(methods.filter(isIdempotent), [])
})
