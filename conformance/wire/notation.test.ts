import assert from 'node:assert/strict'
import { test } from 'node:test'
import { octetsOf, patternOf } from './notation.ts'

test('each line ends with CRLF, unless a backslash takes it away', () => {
  assert.equal(octetsOf('GET / HTTP/1.1\n\nbody\\\n', {}), 'GET / HTTP/1.1\r\n\r\nbody')
})

test('single octets have names', () => {
  assert.equal(octetsOf('\\r\\n\\t\\0\\s\\xff\\\\\\{\n', {}), '\r\n\t\0 \xff\\{\r\n')
  assert.throws(() => octetsOf('\\q\n', {}), /unknown escape \\q/)
})

test('other characters are sent in UTF-8', () => {
  assert.equal(octetsOf('ä\\\n', {}), '\xc3\xa4')
})

test('variables and repetitions are put in', () => {
  assert.equal(octetsOf('Host: {origin}{3 ab}\n', { origin: 'o:1' }), 'Host: o:1ababab\r\n')
  assert.throws(() => octetsOf('{nobody}', { origin: '' }), /unknown variable \{nobody\}.*origin/)
})

test('an expectation matches literally but for its wildcards', () => {
  const expected = patternOf('Date: {date}\nVia: 1.1 {name} (x){any}\n', { name: 'a.b' })
  const date = 'Date: Sat, 21 Nov 2026 02:49:37 GMT\r\n'
  assert.ok(expected.test(`${date}Via: 1.1 a.b (x) more\r\nrest`))
  assert.ok(!expected.test(`${date}Via: 1.1 aXb (x)\r\n`))
  assert.ok(!expected.test('Date: yesterday\r\nVia: 1.1 a.b (x)\r\n'))
})
