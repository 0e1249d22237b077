import assert from 'node:assert/strict'
import { test } from 'node:test'
import { haveSameAuthorities, type TlsSettings } from './entrance.ts'

function settings(...authorities: readonly string[]): TlsSettings {
  return { certificate: 'c', key: 'k', clientCertificates: { authorities, required: false } }
}

test('a renewed certificate of ours leaves the authorities of clients as they were', () => {
  assert.equal(
    haveSameAuthorities(settings('a', 'b'), { ...settings('a', 'b'), certificate: 'new' }),
    true,
  )
  assert.equal(haveSameAuthorities(undefined, undefined), true)
})

test('another list, or none, is another trust', () => {
  assert.equal(haveSameAuthorities(settings('a', 'b'), settings('a')), false)
  assert.equal(haveSameAuthorities(settings('a'), { certificate: 'c', key: 'k' }), false)
  assert.equal(haveSameAuthorities(settings('a'), undefined), false)
})
