import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cryptBase64 } from './crypt-base64.ts'

test('24 bits give four characters, the lowest six bits first', () => {
  assert.equal(cryptBase64(Uint8Array.of(0, 0, 1), [[0, 1, 2]]), '/...')
  assert.equal(cryptBase64(Uint8Array.of(0xff, 0xff, 0xff), [[0, 1, 2]]), 'zzzz')
})

test('a shorter group gives as many characters as its bits need', () => {
  assert.equal(cryptBase64(Uint8Array.of(0xff), [[0]]), 'z1')
  assert.equal(cryptBase64(Uint8Array.of(0xff, 0xff), [[0, 1]]), 'zzD')
})

test('the groups say which octets go together', () => {
  assert.equal(cryptBase64(Uint8Array.of(1, 0), [[1], [0]]), '../.')
})
