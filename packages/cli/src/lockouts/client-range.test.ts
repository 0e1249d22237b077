import assert from 'node:assert/strict'
import { test } from 'node:test'
import { overlap, parseClientRange } from './client-range.ts'

const CASES: readonly (readonly [one: string, other: string, isSo: boolean])[] = [
  ['192.0.2.7', '192.0.2.7/32', true],
  ['192.0.2.7', '192.0.2.8/32', false],
  ['192.0.2.7', '192.0.2.0/24', true],
  ['192.0.2.0/24', '192.0.2.7/32', true],
  ['192.0.3.0/24', '192.0.2.0/24', false],
  ['0.0.0.0/0', '192.0.2.7/32', true],
  ['::ffff:192.0.2.7', '192.0.2.7/32', true],
  ['2001:db8::7', '2001:db8::/64', true],
  ['2001:db8:0:1::7', '2001:db8::/64', false],
  ['::/0', '2001:db8::/64', true],
  ['::/0', '192.0.2.7/32', false],
  ['::1', '127.0.0.1/32', false],
]

for (const [one, other, isSo] of CASES) {
  test(`${one} and ${other} ${isSo ? 'have something' : 'have nothing'} in common`, () => {
    const [a, b] = [parseClientRange(one), parseClientRange(other)]
    assert.ok(a !== undefined && b !== undefined)
    assert.deepEqual([overlap(a, b), overlap(b, a)], [isSo, isSo])
  })
}

for (const text of ['', 'alice', '192.0.2', '192.0.2.7/33', '::/129', '192.0.2.7/', '1.2.3.4/-1']) {
  test(`"${text}" names no client`, () => assert.equal(parseClientRange(text), undefined))
}
