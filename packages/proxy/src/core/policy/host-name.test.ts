import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isNumeric, matchesName, parseHostName, plainHost } from './host-name.ts'

test('a name has one form, whatever its case and whether the root is said', () => {
  assert.equal(plainHost('WWW.Example.COM'), 'www.example.com')
  assert.equal(plainHost('example.com.'), 'example.com')
  assert.equal(plainHost('example.com..'), 'example.com')
})

test('a host is numeric when a resolver would make an address of it', () => {
  for (const host of ['127.1', '0x7f000001', '2130706433', '0177.0.0.1', 'a.0x7f', '1.2.3.4']) {
    assert(isNumeric(host), host)
  }
  for (const host of ['example.com', '1.example', '0x7g', 'x1']) assert(!isNumeric(host), host)
})

test('where a name is wrong is counted from where the pattern began', () => {
  const parsed = parseHostName('*.exa mple', 3)
  assert.deepEqual(parsed.kind === 'malformed' && parsed.column, 8)
})

test('a suffix begins at a dot', () => {
  const pattern = parseHostName('*.example.com', 0)
  assert(pattern.kind === 'below')
  assert(matchesName(pattern, 'www.example.com'))
  assert(!matchesName(pattern, 'wwwexample.com'))
})
