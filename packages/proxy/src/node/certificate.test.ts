import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { test } from 'node:test'
import { authority } from '../testing/authority.ts'
import { certificateFrom } from './certificate.ts'

test('a subject is written as RFC 4514 writes it, the most particular first', (t) => {
  const { certificate } = authority(t).issue('/C=DE/O=Example, Inc/CN=alice')
  const read = certificateFrom(new X509Certificate(certificate))
  assert.equal(read.subject, 'CN=alice,O=Example\\, Inc,C=DE')
  assert.equal(read.commonName, 'alice')
  assert.deepEqual(read.alternativeNames, [])
  assert.match(read.fingerprint, /^[0-9a-f]{64}$/)
})

test('a common name loses its escapes', (t) => {
  const { certificate } = authority(t).issue('/CN=Smith, "J"')
  assert.equal(certificateFrom(new X509Certificate(certificate)).commonName, 'Smith, "J"')
})

test('of two common names none is taken', (t) => {
  const { certificate } = authority(t).issue('/CN=alice/CN=root')
  assert.equal(certificateFrom(new X509Certificate(certificate)).commonName, undefined)
})

test('alternative names keep their kinds', (t) => {
  const names = 'email:alice@example.com,URI:spiffe://example/alice,DNS:alice.example'
  const { certificate } = authority(t).issue('/O=x', names)
  assert.deepEqual(certificateFrom(new X509Certificate(certificate)).alternativeNames, [
    'email:alice@example.com',
    'URI:spiffe://example/alice',
    'DNS:alice.example',
  ])
})

test('one name that looks like two is one', () => {
  const forged = {
    subject: 'CN=x',
    subjectAltName: 'URI:"http://a/, DNS:root", DNS:b',
    fingerprint256: 'AB:CD',
  }
  const read = certificateFrom(forged as X509Certificate)
  assert.deepEqual(read.alternativeNames, ['URI:http://a/, DNS:root', 'DNS:b'])
  assert.equal(read.fingerprint, 'abcd')
})
