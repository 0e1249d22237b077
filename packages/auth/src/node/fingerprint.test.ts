import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createFingerprint } from './fingerprint.ts'

test('equal values have equal fingerprints, others have others', () => {
  const fingerprint = createFingerprint()
  assert.equal(fingerprint('Basic YTpi'), fingerprint('Basic YTpi'))
  assert.notEqual(fingerprint('Basic YTpi'), fingerprint('Basic YTpj'))
})

test('a fingerprint means nothing under another key, and shows nothing of the value', () => {
  const print = createFingerprint()('Basic YTpi')
  assert.notEqual(print, createFingerprint()('Basic YTpi'))
  assert.match(print, /^[A-Za-z0-9+/]{43}=$/)
})
