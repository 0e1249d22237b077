import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isBase64 } from './base64.ts'

test('what is padded to four characters is base64', () => {
  for (const text of ['', 'YQ==', 'YWI=', 'YWJj', 'YWJjZA==', '+/+/'])
    assert.ok(isBase64(text), text)
})

test('what is cut off, padded wrongly, or of another alphabet is not', () => {
  for (const text of ['Y', 'YQ', 'YQ=', 'YWI', '=', 'YQ==YQ==', 'Y-_=', 'YW J', 'YWJj\n']) {
    assert.ok(!isBase64(text), text)
  }
})
