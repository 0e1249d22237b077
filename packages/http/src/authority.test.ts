import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatAuthority, parseAuthority } from './authority.ts'

test('host and port, the host in lower case, brackets gone', () => {
  assert.deepEqual(parseAuthority('O.Example:81'), { host: 'o.example', port: 81 })
  assert.deepEqual(parseAuthority('[2001:DB8::1]:443'), { host: '2001:db8::1', port: 443 })
  assert.deepEqual(parseAuthority('127.0.0.1'), { host: '127.0.0.1', port: undefined })
  assert.deepEqual(parseAuthority('o:'), { host: 'o', port: undefined })
})

const malformed = [
  '',
  ':',
  ':80',
  'a b',
  'a/b',
  'u@a',
  'a:x',
  'a:-1',
  'a:0',
  'a:65536',
  'a:080808',
  'a\x01',
  '[::1',
  '::1',
  '[1.2.3.4]',
  '[::1]x',
  'a:1:2',
  '.a',
  `${'a'.repeat(255)}`,
  'ü',
]
for (const text of malformed) {
  test(`${JSON.stringify(text).slice(0, 30)} is no authority`, () =>
    assert.equal(parseAuthority(text), undefined))
}

test('IPv6 is written in brackets, a port only when there is one', () => {
  assert.equal(formatAuthority('::1', 80), '[::1]:80')
  assert.equal(formatAuthority('::1'), '[::1]')
  assert.equal(formatAuthority('o', 80), 'o:80')
})
