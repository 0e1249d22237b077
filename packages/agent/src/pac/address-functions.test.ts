import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isInPrefix, sortAddresses } from './address-functions.ts'

const PREFIXES: readonly [address: string, prefix: string, isIn: boolean][] = [
  ['10.1.2.3', '10.0.0.0/8', true],
  ['11.1.2.3', '10.0.0.0/8', false],
  ['10.1.2.3', '10.1.2.2/31', true],
  ['10.1.2.3', '0.0.0.0/0', true],
  ['2001:db8::1', '2001:db8::/32', true],
  ['2001:db9::1', '2001:db8::/32', false],
  ['::ffff:10.0.0.1', '10.0.0.0/8', false],
  ['10.0.0.1', '10.0.0.0/33', false],
  ['10.0.0.1', '10.0.0.0', false],
  ['name', '10.0.0.0/8', false],
]

for (const [address, prefix, isIn] of PREFIXES) {
  test(`${address} is ${isIn ? '' : 'not '}in ${prefix}`, () => {
    assert.equal(isInPrefix(address, prefix), isIn)
  })
}

test('addresses are sorted with IPv6 first, and as they were written', () => {
  assert.equal(
    sortAddresses('10.2.3.9; ::9;10.0.0.1;2001:DB8::1'),
    '::9;2001:DB8::1;10.0.0.1;10.2.3.9',
  )
})

test('a list with something else in it is not sorted', () => {
  assert.equal(sortAddresses('10.0.0.1;name'), '')
  assert.equal(sortAddresses(''), '')
})
