import assert from 'node:assert/strict'
import { isIP } from 'node:net'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseIp, parseIpv4, sharesPrefix, unmapped } from './ip-address.ts'

test('dotted-decimal is four numbers, written in one way', () => {
  assert.deepEqual(parseIpv4('192.0.2.255'), [192, 0, 2, 255])
  for (const text of [
    '1.2.3',
    '1.2.3.4.5',
    '256.1.1.1',
    '01.2.3.4',
    '0x7f.0.0.1',
    '1.2.3.',
    '127.1',
    '2130706433',
  ]) {
    assert.equal(parseIpv4(text), undefined, text)
  }
})

test('IPv6 may leave out one run of zeros and end in IPv4', () => {
  assert.deepEqual(parseIp('::'), new Array(16).fill(0))
  assert.deepEqual(parseIp('1::'), [0, 1, ...new Array(14).fill(0)])
  assert.deepEqual(parseIp('::ffff:1.2.3.4'), [...new Array(10).fill(0), 255, 255, 1, 2, 3, 4])
  assert.deepEqual(parseIp('1:2:3:4:5:6:7:8'), [0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0, 7, 0, 8])
  for (const text of [
    '1::2::3',
    '1:2:3',
    ':::',
    '12345::',
    'g::',
    '1.2.3.4::',
    '::1.2.3.4:5',
    '1:2:3:4:5:6:7:8:9',
  ]) {
    assert.equal(parseIp(text), undefined, text)
  }
})

test('what Node takes for an address we do too, and the other way round', () => {
  const addresses = fc.oneof(
    fc.ipV4(),
    fc.ipV6(),
    fc.string(),
    fc.ipV6().map((text) => `${text}:1`),
  )
  fc.assert(
    fc.property(addresses, (text) => {
      // Node accepts a zone index; it is no part of an address.
      if (text.includes('%')) return
      assert.equal(parseIp(text) !== undefined, isIP(text) !== 0, text)
    }),
    { numRuns: 5000 },
  )
})

test('a mapped address is the IPv4 address inside', () => {
  assert.deepEqual(unmapped(parseIp('::ffff:1.2.3.4')!), [1, 2, 3, 4])
  assert.equal(unmapped(parseIp('::1.2.3.4')!).length, 16)
  assert.deepEqual(unmapped([1, 2, 3, 4]), [1, 2, 3, 4])
})

test('prefixes are compared to the bit', () => {
  const [a, b] = [parseIp('172.16.0.0')!, parseIp('172.31.255.255')!]
  assert.equal(sharesPrefix(b, a, 12), true)
  assert.equal(sharesPrefix(b, a, 13), false)
  assert.equal(sharesPrefix(parseIp('::1')!, a, 0), false)
  assert.equal(sharesPrefix(b, a, 0), true)
})
