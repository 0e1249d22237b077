import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseIp } from '@hopwise/http'
import { isInRange, parseAddressRange } from './address-range.ts'

const READ = [
  ['10.0.0.0/8', '10.255.0.1', '11.0.0.1'],
  ['192.0.2.7', '192.0.2.7', '192.0.2.8'],
  ['0.0.0.0/0', '203.0.113.9', '::1'],
  ['2001:db8::/33', '2001:db8:7fff::1', '2001:db8:8000::1'],
  ['::1', '::1', '::2'],
  ['::/0', '2001:db8::1', '10.0.0.1'],
  ['::ffff:10.0.0.0/104', '10.255.0.1', '11.0.0.1'],
  ['::ffff:10.0.0.7', '10.0.0.7', '::a00:7'],
  ['::ffff:0:0/96', '203.0.113.9', '2001:db8::1'],
] as const
for (const [text, inside, outside] of READ) {
  test(`${text} takes ${inside} in and leaves ${outside} out`, () => {
    const range = parseAddressRange(text)
    assert.ok(range)
    assert.equal(isInRange(parseIp(inside)!, range), true)
    assert.equal(isInRange(parseIp(outside)!, range), false)
  })
}

test('an IPv4 client of a listener for both is in a range of IPv4', () => {
  assert.equal(isInRange(parseIp('::ffff:10.1.2.3')!, parseAddressRange('10.0.0.0/8')!), true)
})

test('a range is written as it was', () => {
  assert.equal(JSON.stringify(parseAddressRange('10.0.0.0/8')), '"10.0.0.0/8"')
})

const UNREAD = [
  '10.1.2.3/8',
  '10.0.0.0/33',
  '2001:db8::1/64',
  '10.0.0',
  'host',
  '',
  '/8',
  '1.2.3.4/',
]
for (const text of UNREAD) {
  test(`${JSON.stringify(text)} is no range`, () => {
    assert.equal(parseAddressRange(text), undefined)
  })
}
