import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clientPrefix } from './client-prefix.ts'

const usual = clientPrefix({ ipv4: 32, ipv6: 64 })

const PREFIXES: readonly [address: string, prefix: string][] = [
  ['192.0.2.7', '192.0.2.7/32'],
  ['::ffff:192.0.2.7', '192.0.2.7/32'],
  ['2001:db8:0:1:aaaa:bbbb:cccc:dddd', '2001:db8:0:1::/64'],
  ['2001:db8:0:1::7', '2001:db8:0:1::/64'],
  ['fe80::1%eth0', 'fe80::/64'],
  ['::1', '0::/64'],
  ['unknown', 'unknown'],
]
for (const [address, prefix] of PREFIXES) {
  test(`${address} guesses as ${prefix}`, () => assert.equal(usual(address), prefix))
}

test('other lengths cut elsewhere, in the middle of an octet too', () => {
  const wide = clientPrefix({ ipv4: 20, ipv6: 48 })
  assert.equal(wide('192.0.47.255'), '192.0.32.0/20')
  assert.equal(wide('2001:db8:1:2::3'), '2001:db8:1::/48')
  assert.equal(clientPrefix({ ipv4: 0, ipv6: 0 })('192.0.2.7'), '0.0.0.0/0')
})

test('a length that no address has is refused', () => {
  for (const ipv4 of [-1, 33, 1.5])
    assert.throws(() => clientPrefix({ ipv4, ipv6: 64 }), RangeError)
  assert.throws(() => clientPrefix({ ipv4: 32, ipv6: 129 }), /IPv6 address has 0 to 128/)
})
