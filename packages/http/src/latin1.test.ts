import assert from 'node:assert/strict'
import { test } from 'node:test'
import { latin1 } from './latin1.ts'

const ALL = Uint8Array.from({ length: 256 }, (_, octet) => octet)

test('every octet becomes the character of its number, natively or not', () => {
  for (const bytes of [ALL, Buffer.from(ALL)]) {
    const text = latin1(bytes, 0, 256)
    assert.deepEqual(
      Array.from(text, (char) => char.charCodeAt(0)),
      [...ALL],
    )
    assert.equal(latin1(bytes, 65, 68), 'ABC')
    assert.equal(latin1(bytes, 5, 5), '')
  }
})

test('a long text is not too long for one call', () => {
  assert.equal(latin1(new Uint8Array(300_000).fill(97), 0, 300_000), 'a'.repeat(300_000))
})
