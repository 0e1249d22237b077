import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  formatAuthority,
  isLoopback,
  localAuthority,
  parseListenAddress,
} from './listen-address.ts'

const GOOD: readonly [text: string, host: string, port: number][] = [
  ['127.0.0.1:4070', '127.0.0.1', 4070],
  ['[::1]:0', '::1', 0],
  ['localhost:65535', 'localhost', 65_535],
  ['0.0.0.0:80', '0.0.0.0', 80],
]

for (const [text, host, port] of GOOD) {
  test(`${text} is host ${host} and port ${port}, and is written the same`, () => {
    assert.deepEqual(parseListenAddress(text), { host, port })
    assert.equal(formatAuthority({ host, port }), text)
  })
}

for (const text of [
  '',
  '4070',
  ':4070',
  '127.0.0.1',
  '127.0.0.1:',
  '::1:80',
  '[::1]',
  'a:65536',
  'a:-1',
  'a b:1',
  'a:1:2',
]) {
  test(`"${text}" is refused with an example`, () => {
    assert.throws(() => parseListenAddress(text), /127\.0\.0\.1:4070 or \[::1\]:4070/)
  })
}

test('a program on this machine dials loopback where any address is listened on', () => {
  assert.equal(localAuthority({ host: '0.0.0.0', port: 1 }), '127.0.0.1:1')
  assert.equal(localAuthority({ host: '::', port: 1 }), '[::1]:1')
  assert.equal(localAuthority({ host: '192.0.2.1', port: 1 }), '192.0.2.1:1')
})

test('only loopback is out of reach for other machines', () => {
  for (const host of ['127.0.0.1', '127.1.2.3', '::1', 'localhost']) assert.ok(isLoopback(host))
  for (const host of ['0.0.0.0', '::', '192.0.2.1', '12.7.0.1']) assert.ok(!isLoopback(host))
})
