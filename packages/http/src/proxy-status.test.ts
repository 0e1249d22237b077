import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatProxyStatus } from './proxy-status.ts'

test('a member names the intermediary and says what it knows', () => {
  assert.equal(formatProxyStatus({ name: 'us' }), 'us')
  assert.equal(
    formatProxyStatus({ name: 'us', error: 'dns_error', receivedStatus: 502, details: 'NAME' }),
    'us; error=dns_error; received-status=502; details="NAME"',
  )
})

test('a name that is no token becomes a string', () => {
  assert.equal(formatProxyStatus({ name: '1 proxy' }), '"1 proxy"')
})

test('details cannot leave their quotes', () => {
  assert.equal(
    formatProxyStatus({ name: 'u', details: 'a"b\\c\r\nX: ü' }),
    'u; details="a\\"b\\\\c??X: ?"',
  )
})
