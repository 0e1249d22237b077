import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rc4 } from './rc4.ts'

// RFC 6229 §2: the key stream is what zeros become.
const STREAMS: readonly [key: string, stream: string][] = [
  ['0102030405', 'b2396305f03dc027ccc3524a0a1118a8'],
  ['0102030405060708090a0b0c0d0e0f10', '9ac7cc9a609d1ef7b2932899cde41b97'],
]
for (const [key, stream] of STREAMS) {
  test(`the key stream of ${key} is the one of the RFC`, () => {
    const octets = rc4(Buffer.from(key, 'hex'), new Uint8Array(16))
    assert.equal(Buffer.from(octets).toString('hex'), stream)
  })
}

test('twice is nothing', () => {
  const key = new Uint8Array([1, 2, 3])
  const text = new TextEncoder().encode('attack at dawn')
  assert.deepEqual(rc4(key, rc4(key, text)), text)
})
