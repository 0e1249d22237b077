import assert from 'node:assert/strict'
import { test } from 'node:test'
import { directoryAddress, isExposed } from './directory-address.ts'

const CASES: readonly [
  url: string,
  startTls: boolean,
  url: string,
  host: string,
  port: number,
  security: string,
][] = [
  ['ldap://ds.example', false, 'ldap://ds.example:389', 'ds.example', 389, 'plain'],
  ['ldap://ds.example:3389/', true, 'ldap://ds.example:3389', 'ds.example', 3389, 'start-tls'],
  ['ldaps://ds.example', false, 'ldaps://ds.example:636', 'ds.example', 636, 'tls'],
  ['ldap://[::1]:1389', false, 'ldap://[::1]:1389', '::1', 1389, 'plain'],
]

for (const [given, startTls, url, host, port, security] of CASES) {
  test(`${given}${startTls ? ' with StartTLS' : ''} is port ${port} of ${host}, ${security}`, () => {
    assert.deepEqual(directoryAddress(given, startTls, undefined), {
      url,
      host,
      port,
      security,
      authorities: undefined,
    })
  })
}

const REFUSED: readonly [url: string, startTls: boolean, sentence: RegExp][] = [
  ['ds.example', false, /write ldap:\/\/HOST/],
  ['http://ds.example', false, /write ldap:\/\/HOST/],
  ['ldaps://ds.example', true, /leave out StartTLS/],
  ['ldap://ds.example/dc=example?uid', false, /host and port only/],
  ['ldap://cn:geheim@ds.example', false, /host and port only/],
]

for (const [url, startTls, sentence] of REFUSED) {
  test(`${url}${startTls ? ' with StartTLS' : ''} is refused`, () => {
    assert.throws(
      () => directoryAddress(url, startTls, undefined),
      (error) =>
        error instanceof RangeError &&
        sentence.test(error.message) &&
        !/geheim/.test(error.message),
    )
  })
}

test('passwords are exposed on a network without TLS, not on loopback', () => {
  const exposed = (url: string, startTls = false) =>
    isExposed(directoryAddress(url, startTls, undefined))
  assert.equal(exposed('ldap://ds.example'), true)
  assert.equal(exposed('ldap://ds.example', true), false)
  assert.equal(exposed('ldap://127.0.0.1'), false)
  assert.equal(exposed('ldap://[::1]'), false)
  assert.equal(exposed('ldap://127.0.0.1.evil.example'), true)
})
