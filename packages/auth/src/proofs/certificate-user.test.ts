import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Certificate } from '../asked.ts'
import { type CertificatePart, userOfCertificate } from './certificate-user.ts'

const ALICE: Certificate = {
  subject: 'CN=alice,O=Example',
  commonName: 'alice',
  alternativeNames: ['email:alice@example.com', 'DNS:alice.example', 'URI:spiffe://example/alice'],
  fingerprint: 'ab12',
}

const PARTS: readonly (readonly [CertificatePart, string])[] = [
  ['commonName', 'alice'],
  ['email', 'alice@example.com'],
  ['dns', 'alice.example'],
  ['uri', 'spiffe://example/alice'],
  ['subject', 'CN=alice,O=Example'],
]
for (const [part, user] of PARTS) {
  test(`the user can be named by the ${part}`, () => {
    assert.deepEqual(userOfCertificate(ALICE, { user: part }), { user, groups: [] })
  })
}

test('of two e-mail addresses neither is the user', () => {
  const two = { ...ALICE, alternativeNames: ['email:a@example.com', 'email:b@example.com'] }
  assert.equal(userOfCertificate(two, { user: 'email' }), undefined)
})

test('a certificate without the part belongs to nobody', () => {
  assert.equal(
    userOfCertificate({ ...ALICE, commonName: undefined }, { user: 'commonName' }),
    undefined,
  )
  assert.equal(userOfCertificate({ ...ALICE, commonName: '' }, { user: 'commonName' }), undefined)
})

for (const name of [
  'CN=alice,O=Example',
  'sha256:ab12',
  'email:alice@example.com',
  'DNS:alice.example',
]) {
  test(`a list can name the certificate by ${name}`, () => {
    const user = { [name]: { user: 'al', groups: ['staff'] } }
    assert.deepEqual(userOfCertificate(ALICE, { user, groups: ['devices'] }), {
      user: 'al',
      groups: ['staff', 'devices'],
    })
  })
}

test('who is not in the list is nobody, whatever the list inherits', () => {
  assert.equal(userOfCertificate(ALICE, { user: { 'CN=bob': { user: 'bob' } } }), undefined)
  assert.equal(userOfCertificate({ ...ALICE, subject: 'constructor' }, { user: {} }), undefined)
})

test('a certificate that a list gives to two users belongs to neither', () => {
  const user = { 'sha256:ab12': { user: 'a' }, 'DNS:alice.example': { user: 'b' } }
  assert.equal(userOfCertificate(ALICE, { user }), undefined)
})
