import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkedOrigin } from './checked-origin.ts'

const NAMES: readonly [host: string, checked: string][] = [
  ['origin.example', 'origin.example'],
  ['192.0.2.1', '192.0.2.1'],
  ['2001:db8::1', '2001:db8::1'],
  ['under_score', 'under_score'],
  ['b\u00fccher.example', 'xn--bcher-kva.example'],
]

for (const [host, checked] of NAMES) {
  test(`${host} is ${checked}`, () => {
    const origin = { scheme: 'https', host, port: 443 } as const
    assert.deepEqual(checkedOrigin(origin, 'http://p'), { ...origin, host: checked })
  })
}

const NONE = [
  'a\r\nX-Injected: 1',
  'a b',
  'a/b',
  'user@a',
  'a?b',
  'a#b',
  '',
  '\u0000',
  'a:b',
  '\u2025',
]

for (const host of NONE) {
  test(`${JSON.stringify(host)} is none`, () => {
    assert.throws(() => checkedOrigin({ scheme: 'http', host, port: 443 }, 'http://p'), {
      code: 'REQUEST_MALFORMED',
      message: /is no name and no address$/,
    })
  })
}
