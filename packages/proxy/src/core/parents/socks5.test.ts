import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  formatConnect,
  formatGreeting,
  formatLogin,
  readLoginAnswer,
  readMethod,
  readReply,
  replyWords,
  type SocksRead,
} from './socks5.ts'

test('the greeting offers a login only where there is one', () => {
  assert.deepEqual([...formatGreeting(false)], [5, 1, 0])
  assert.deepEqual([...formatGreeting(true)], [5, 2, 0, 2])
})

test('a name goes as it is, an address as octets', () => {
  assert.deepEqual([...formatConnect('a.b', 443)!], [5, 1, 0, 3, 3, 0x61, 0x2e, 0x62, 0x01, 0xbb])
  assert.deepEqual([...formatConnect('192.0.2.1', 80)!], [5, 1, 0, 1, 192, 0, 2, 1, 0, 80])
  assert.equal(formatConnect('2001:db8::1', 80)!.length, 4 + 16 + 2)
  assert.equal(formatConnect('x'.repeat(256), 80), undefined)
})

test('a login has two parts of 1 to 255 octets', () => {
  assert.deepEqual([...formatLogin('ü', 'p')!], [1, 2, 0xc3, 0xbc, 1, 0x70])
  assert.equal(formatLogin('', 'p'), undefined)
  assert.equal(formatLogin('u', 'p'.repeat(256)), undefined)
})

const vectors: readonly [string, (octets: Uint8Array) => SocksRead<unknown>, number[], unknown][] =
  [
    ['no method needed', readMethod, [5, 0], 'open'],
    ['a login', readMethod, [5, 2], 'login'],
    ['none of the methods', readMethod, [5, 0xff], 'none-of-them'],
    ['a login accepted', readLoginAnswer, [1, 0], true],
    ['a login refused', readLoginAnswer, [1, 7], false],
    ['a success with an IPv4 address', readReply, [5, 0, 0, 1, 1, 2, 3, 4, 0, 80], 0],
    ['a success with a name', readReply, [5, 0, 0, 3, 1, 0x61, 0, 80], 0],
    ['a success with IPv6', readReply, [5, 0, 0, 4, ...Array(16).fill(0), 0, 80], 0],
    ['a reason', readReply, [5, 2], 2],
  ]
for (const [what, reader, octets, value] of vectors) {
  test(`${what} is read whole, octet by octet, and with what follows left alone`, () => {
    for (let end = 0; end < octets.length; end++) {
      assert.equal(reader(Uint8Array.from(octets.slice(0, end))).kind, 'need-more')
    }
    const read = reader(Uint8Array.from(octets))
    assert.deepEqual(read, { kind: 'done', value, rest: octets.length })
    if (value === 2) return
    const more = reader(Uint8Array.from([...octets, 9]))
    assert.deepEqual(more, { kind: 'done', value, rest: octets.length })
  })
}

for (const [what, reader, octets] of [
  ['a method of SOCKS 4', readMethod, [0, 90]],
  ['a method nobody offered', readMethod, [5, 1]],
  ['an answer of another version', readLoginAnswer, [5, 0]],
  ['HTTP', readReply, [0x48, 0x54]],
  ['an address type nobody knows', readReply, [5, 0, 0, 9, 1]],
] as const) {
  test(`${what} is malformed`, () => {
    assert.equal(reader(Uint8Array.from(octets)).kind, 'malformed')
  })
}

test('a reason without a name is told by its number', () => {
  assert.equal(replyWords(2), 'not allowed by its rules')
  assert.match(replyWords(200), /200/)
})
