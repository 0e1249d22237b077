import assert from 'node:assert/strict'
import { test } from 'node:test'
import { md4 } from './md4.ts'

// RFC 1320 §A.5.
const SUITE: readonly [text: string, digest: string][] = [
  ['', '31d6cfe0d16ae931b73c59d7e0c089c0'],
  ['a', 'bde52cb31de33e46245e05fbdbd6fb24'],
  ['abc', 'a448017aaf21d8525fc10ae87aa6729d'],
  ['message digest', 'd9130a8164549fe818874806e1c7014b'],
  ['abcdefghijklmnopqrstuvwxyz', 'd79e1c308aa5bbcdeea8ed63df412da9'],
  [
    'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789',
    '043f8582f241db351ce627e153e7f0e4',
  ],
  [
    '12345678901234567890123456789012345678901234567890123456789012345678901234567890',
    'e33b4ddc9c38f2199c3e7b164fcc0536',
  ],
]
for (const [text, digest] of SUITE) {
  test(`the digest of "${text.slice(0, 20)}" is the one of the RFC`, () => {
    assert.equal(Buffer.from(md4(new TextEncoder().encode(text))).toString('hex'), digest)
  })
}

test('messages that end at, before and behind the edge of a block', () => {
  const digests = [55, 56, 57, 63, 64, 65].map((length) =>
    Buffer.from(md4(new Uint8Array(length))).toString('hex'),
  )
  assert.equal(new Set(digests).size, digests.length)
})
