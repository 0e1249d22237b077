import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EXIT } from '../../exit-code.ts'
import { Problem } from '../../problem.ts'
import { checkLoopback, isLoopbackAddress } from './check-loopback.ts'

test('loopback is listened on, by address and by its name', () => {
  for (const host of ['127.0.0.1', '127.9.9.9', '::1', 'localhost']) {
    assert.doesNotThrow(() => checkLoopback({ host, port: 0 }))
  }
})

test('anything else is refused with what to do, names that look like loopback too', () => {
  for (const host of ['0.0.0.0', '::', '192.0.2.1', '127.0.0.1.example.com', 'proxy.corp']) {
    assert.throws(
      () => checkLoopback({ host, port: 3128 }),
      (error) =>
        error instanceof Problem &&
        error.exitCode === EXIT.usage &&
        error.message.includes('loopback only') &&
        error.message.includes('127.0.0.1'),
    )
  }
})

test('an address that was bound is loopback by its number alone', () => {
  assert.equal(isLoopbackAddress('127.0.0.1'), true)
  assert.equal(isLoopbackAddress('::1'), true)
  assert.equal(isLoopbackAddress('localhost'), false)
  assert.equal(isLoopbackAddress('10.0.0.1'), false)
})
