import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Read } from './read.ts'
import {
  formatSocksConnect,
  formatSocksGreeting,
  formatSocksLogin,
  readSocksLoginAnswer,
  readSocksMethod,
  readSocksReply,
  socksReplyWords,
} from './socks5.ts'
import { readsTo, refuses } from './testing/reads-to.ts'

test('the greeting offers what it is told to', () => {
  assert.deepEqual([...formatSocksGreeting(['none'])], [5, 1, 0])
  assert.deepEqual([...formatSocksGreeting(['none', 'login'])], [5, 2, 0, 2])
})

test('a name goes as it is, an address as octets', () => {
  const name = [5, 1, 0, 3, 3, 0x61, 0x2e, 0x62, 0x01, 0xbb]
  assert.deepEqual([...formatSocksConnect('a.b', 443)!], name)
  assert.deepEqual([...formatSocksConnect('192.0.2.1', 80)!], [5, 1, 0, 1, 192, 0, 2, 1, 0, 80])
  const six = [0x20, 0x01, 0x0d, 0xb8, ...Array<number>(11).fill(0), 1]
  assert.deepEqual([...formatSocksConnect('2001:db8::1', 80)!], [5, 1, 0, 4, ...six, 0, 80])
})

test('a name has 1 to 255 octets', () => {
  assert.equal(formatSocksConnect('x'.repeat(255), 80)!.length, 5 + 255 + 2)
  assert.equal(formatSocksConnect('x'.repeat(256), 80), undefined)
  assert.equal(formatSocksConnect('', 80), undefined)
})

test('a login is UTF-8, its name has 1 to 255 octets and its password none to 255', () => {
  assert.deepEqual([...formatSocksLogin('\u00fc', 'p:')!], [1, 2, 0xc3, 0xbc, 2, 0x70, 0x3a])
  assert.deepEqual([...formatSocksLogin('u', '')!], [1, 1, 0x75, 0])
  assert.equal(formatSocksLogin('', 'p'), undefined)
  assert.equal(formatSocksLogin('u', '\u00fc'.repeat(128)), undefined)
  assert.equal(formatSocksLogin('\u00fc'.repeat(128), 'p'), undefined)
})

type Reader = (bytes: Uint8Array, from: number) => Read<unknown>

const READ: readonly [what: string, reader: Reader, text: string, value: unknown][] = [
  ['no method needed', readSocksMethod, '\x05\x00', 'none'],
  ['a login wanted', readSocksMethod, '\x05\x02', 'login'],
  ['no method acceptable', readSocksMethod, '\x05\xff', 'none-acceptable'],
  ['a login accepted', readSocksLoginAnswer, '\x01\x00', 'accepted'],
  ['a login refused', readSocksLoginAnswer, '\x01\x07', 'refused'],
  ['success with an IPv4 address', readSocksReply, '\x05\x00\x00\x01\x01\x02\x03\x04\x00P', 0],
  ['success with a name', readSocksReply, '\x05\x00\x00\x03\x02ab\x00P', 0],
  ['success with an empty name', readSocksReply, '\x05\x00\x00\x03\x00\x00P', 0],
  ['success with IPv6', readSocksReply, `\x05\x00\x00\x04${'\x00'.repeat(16)}\x00P`, 0],
  ['a reason, with nothing behind it', readSocksReply, '\x05\x02', 2],
]

for (const [what, reader, text, value] of READ) {
  test(`${what} is read whole, octet by octet, and what follows is left alone`, () => {
    readsTo(reader, text, value)
  })
}

const REFUSED: readonly [what: string, reader: Reader, text: string, reason: string][] = [
  ['a reply of SOCKS 4', readSocksMethod, '\x00\x5a', 'version-unknown'],
  ['GSSAPI, which nobody offered', readSocksMethod, '\x05\x01', 'method-unknown'],
  ['a login answered with another version', readSocksLoginAnswer, '\x05\x00', 'version-unknown'],
  ['HTTP', readSocksMethod, 'HTTP/1.1 400', 'version-unknown'],
  ['HTTP, later', readSocksReply, 'HTTP/1.1 400', 'version-unknown'],
  ['an unknown type of address', readSocksReply, '\x05\x00\x00\x09\x01', 'address-type-unknown'],
]

for (const [what, reader, text, reason] of REFUSED) {
  test(`${what} is malformed`, () => refuses(reader, text, reason))
}

test('each reason has words, one without a name its number', () => {
  const words = [1, 2, 3, 4, 5, 6, 7, 8].map(socksReplyWords)
  assert.equal(new Set(words).size, 8)
  assert.equal(words[1], 'not allowed by its rules')
  assert.equal(socksReplyWords(145), 'reply 145, which has no meaning')
})
