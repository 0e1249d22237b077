import assert from 'node:assert/strict'
import { test } from 'node:test'
import { TOOLS } from './tools.ts'

test('hashes are those of the standards, in hexadecimal', () => {
  assert.equal(TOOLS.hash('md5', ''), 'd41d8cd98f00b204e9800998ecf8427e')
  assert.match(TOOLS.hash('sha256', 'abc'), /^ba7816bf8f01cfea/)
  assert.match(TOOLS.hash('sha512-256', 'abc'), /^53048e2681941ef9/)
})

test('an HMAC depends on the key', () => {
  const [one, other] = [new Uint8Array(32), new Uint8Array(32).fill(1)]
  assert.equal(TOOLS.hmac(one, 'x'), TOOLS.hmac(one, 'x'))
  assert.notEqual(TOOLS.hmac(one, 'x'), TOOLS.hmac(other, 'x'))
  assert.match(TOOLS.hmac(one, 'x'), /^[A-Za-z0-9_-]{43}$/)
})

test('chance has the length that was asked for', () => {
  assert.equal(TOOLS.random(20).length, 20)
  assert.notDeepEqual(TOOLS.random(20), TOOLS.random(20))
})
