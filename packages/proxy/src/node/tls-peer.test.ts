import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { test } from 'node:test'
import type { TLSSocket } from 'node:tls'
import { authority } from '../testing/authority.ts'
import { TlsPeer } from './tls-peer.ts'

test('a certificate is read once, and not before somebody asks', (t) => {
  const x509 = new X509Certificate(authority(t).issue('/CN=alice').certificate)
  let reads = 0
  const peer = peerOf({
    authorized: true,
    getPeerX509Certificate: () => {
      reads++
      return x509
    },
  })
  assert.equal(reads, 0)
  assert.equal(peer.certificate?.commonName, 'alice')
  assert.equal(peer.certificate?.commonName, 'alice')
  assert.equal(reads, 1)
  assert.equal(peer.certificateProblem, undefined)
})

test('a certificate that was not verified is none, with the reason', () => {
  const peer = peerOf({
    authorized: false,
    authorizationError: 'CERT_HAS_EXPIRED' as unknown as Error,
    getPeerX509Certificate: () => assert.fail('it was not to be looked at'),
  })
  assert.equal(peer.certificate, undefined)
  assert.equal(peer.certificateProblem, 'CERT_HAS_EXPIRED')
})

test('a client that was asked for none, or showed none, has no problem', () => {
  const shown = { authorized: false, authorizationError: null as unknown as Error }
  assert.equal(peerOf(shown).certificateProblem, undefined)
  const none = 'UNABLE_TO_GET_ISSUER_CERT' as unknown as Error
  assert.equal(peerOf({ ...shown, authorizationError: none }).certificateProblem, undefined)
})

test('a certificate does not outlive the trust in who signed it', (t) => {
  const x509 = new X509Certificate(authority(t).issue('/CN=alice').certificate)
  let isTrusted = true
  const socket = { authorized: true, getPeerX509Certificate: () => x509 }
  const peer = peerOf(socket, () => isTrusted)
  assert.equal(peer.certificate?.commonName, 'alice')
  isTrusted = false
  assert.equal(peer.certificate, undefined)
  assert.equal(peer.certificateProblem, 'AUTHORITIES_CHANGED')
})

test('a certificate ends with its time, however long the connection lasts', (t) => {
  const x509 = new X509Certificate(authority(t).issue('/CN=alice').certificate)
  const endsMs = x509.validToDate.getTime()
  t.mock.timers.enable({ apis: ['Date'], now: endsMs })
  const peer = peerOf({ authorized: true, getPeerX509Certificate: () => x509 })
  assert.equal(peer.certificate?.commonName, 'alice')
  t.mock.timers.setTime(endsMs + 1)
  assert.equal(peer.certificate, undefined)
  assert.equal(peer.certificateProblem, 'CERT_HAS_EXPIRED')
})

function peerOf(socket: Partial<TLSSocket>, isTrusted = () => true): TlsPeer {
  return new TlsPeer('192.0.2.7', socket as TLSSocket, isTrusted)
}
