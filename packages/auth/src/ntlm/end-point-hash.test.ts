import assert from 'node:assert/strict'
import { test } from 'node:test'
import vectors from '../../vectors/end-point-hash.json' with { type: 'json' }
import { endPointHash } from './end-point-hash.ts'

// Certificates that openssl 3.0 signed: `req -x509 -sha384 -sigopt rsa_padding_mode:pss` and so on.

for (const { name, certificate, hash } of vectors) {
  test(`a certificate signed with ${name} is named by ${hash ?? 'nothing'}`, () => {
    assert.equal(endPointHash(Buffer.from(certificate, 'base64')), hash ?? undefined)
  })
}

test('what is cut off anywhere, or is no certificate, has no hash', () => {
  const whole = Buffer.from(vectors[0]!.certificate, 'base64')
  for (let length = 0; length < whole.length; length++) {
    assert.equal(endPointHash(whole.subarray(0, length)), undefined, String(length))
  }
  assert.equal(endPointHash(new Uint8Array(64).fill(0xff)), undefined)
})
