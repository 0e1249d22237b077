import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readConnectCall } from './connect-call.ts'

const listener = () => undefined

test('every form says where it goes', () => {
  const to = { host: 'proxy.example', port: 3128 }
  assert.deepEqual(readConnectCall([3128, 'proxy.example', listener])?.to, to)
  assert.deepEqual(readConnectCall([{ port: '3128', host: 'Proxy.example' }])?.to, to)
  assert.deepEqual(readConnectCall([3128])?.to, { host: 'localhost', port: 3128 })
  assert.deepEqual(readConnectCall(['3128', listener])?.to, { host: 'localhost', port: 3128 })
  assert.deepEqual(readConnectCall([{ port: 1, host: '[::1]' }])?.to, { host: '::1', port: 1 })
})

test('the listener is the last of any form', () => {
  assert.equal(readConnectCall([3128, listener])?.listener, listener)
  assert.equal(readConnectCall([{ port: 3128 }, listener])?.listener, listener)
  assert.equal(readConnectCall([3128, 'proxy.example'])?.listener, undefined)
})

test('a socket file, and what Node refuses, go nowhere by name', () => {
  for (const args of [['/run/a.sock'], [{ path: '/run/a.sock' }], [{ host: 'a' }], [], [null]]) {
    assert.equal(readConnectCall(args), undefined, JSON.stringify(args))
  }
})
