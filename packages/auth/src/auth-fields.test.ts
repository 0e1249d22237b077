import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AUTH_FIELDS } from './auth-fields.ts'

test('an origin asks with 401 and a proxy with 407, each in its own field', () => {
  assert.deepEqual(AUTH_FIELDS.origin, {
    status: 401,
    challenge: 'WWW-Authenticate',
    credentials: 'Authorization',
    info: 'Authentication-Info',
  })
  assert.deepEqual(AUTH_FIELDS.proxy, {
    status: 407,
    challenge: 'Proxy-Authenticate',
    credentials: 'Proxy-Authorization',
    info: 'Proxy-Authentication-Info',
  })
})
