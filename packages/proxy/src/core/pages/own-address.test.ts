import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ownAddress } from './own-address.ts'

test('host and port are told apart', () => {
  const url = 'http://192.0.2.5:4070'
  assert.deepEqual(ownAddress(url), { url, host: '192.0.2.5', port: '4070' })
})

test('an IPv6 host loses its brackets, which settings do not want', () => {
  const url = 'http://[2001:db8::5]:4070'
  assert.deepEqual(ownAddress(url), { url, host: '2001:db8::5', port: '4070' })
})
