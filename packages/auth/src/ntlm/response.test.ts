import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import { toolsForTest } from '../testing/tools.ts'
import { formatAvPairs } from './av-pairs.ts'
import { utf16 } from './message.ts'
import { rc4 } from './rc4.ts'
import { fileTime, hmacMd5, respond, responseKey } from './response.ts'

// MS-NLMP §4.2.1: what all its examples have in common.
const tools = toolsForTest()
const USER = { tools, username: 'User', domain: 'Domain', password: 'Password' }
const EXAMPLE = {
  ...USER,
  serverChallenge: hex('0123456789abcdef'),
  clientChallenge: new Uint8Array(8).fill(0xaa),
  time: new Uint8Array(8),
  targetInfo: formatAvPairs([
    { id: 2, value: utf16('Domain') },
    { id: 1, value: utf16('Server') },
  ]),
}

test('NTOWFv2 is the one of MS-NLMP §4.2.4.1.1', () => {
  assert.equal(text(responseKey(USER)), '0c868a403bfd7a93a3001ef22ef02e3f')
})

test('the responses and the session key are those of MS-NLMP §4.2.4.1 and §4.2.4.2', () => {
  const { ntResponse, lmResponse, sessionBaseKey } = respond(EXAMPLE)
  assert.equal(text(ntResponse.subarray(0, 16)), '68cd0ab851e51c96aabc927bebef6a1c')
  assert.equal(text(lmResponse), '86c35097ac9cec102554764a57cccc19aaaaaaaaaaaaaaaa')
  assert.equal(text(sessionBaseKey), '8de40ccadbc14a82f15cb0ad0de95ca3')
})

test('the wrapped session key is that of MS-NLMP §4.2.4.2.3', () => {
  const { sessionBaseKey } = respond(EXAMPLE)
  const wrapped = rc4(sessionBaseKey, new Uint8Array(16).fill(0x55))
  assert.equal(text(wrapped), 'c5dad2544fc9799094ce1ce90bc9d03e')
})

test('the case of the user does not count, that of the domain and the password does', () => {
  const key = text(responseKey(USER))
  assert.equal(text(responseKey({ ...USER, username: 'uSER' })), key)
  assert.notEqual(text(responseKey({ ...USER, domain: 'DOMAIN' })), key)
  assert.notEqual(text(responseKey({ ...USER, password: 'password' })), key)
})

test('the HMAC is what Node computes, for keys longer than a block too', () => {
  for (const length of [0, 16, 64, 65, 200]) {
    const key = new Uint8Array(length).fill(7)
    const expected = createHmac('md5', key).update('abc').digest('hex')
    assert.equal(text(hmacMd5(tools, key, new TextEncoder().encode('abc'))), expected)
  }
})

test('times are counted from 1601', () => {
  assert.equal(text(fileTime(0)), '00803ed5deb19d01')
  assert.equal(text(fileTime(-11_644_473_600_000)), '0000000000000000')
})

function hex(digits: string): Uint8Array {
  return Uint8Array.from(Buffer.from(digits, 'hex'))
}

function text(octets: Uint8Array): string {
  return Buffer.from(octets).toString('hex')
}
