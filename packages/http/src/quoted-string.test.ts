import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { formatQuotedString, isQuotable, readQuotedString } from './quoted-string.ts'

test('a quoted-string is read up to its closing quote', () => {
  assert.deepEqual(readQuotedString('"ab", c', 0), { kind: 'done', value: 'ab', end: 4 })
  assert.deepEqual(readQuotedString('x="a\\"b\\\\"', 2), { kind: 'done', value: 'a"b\\', end: 10 })
  assert.deepEqual(readQuotedString('""', 0), { kind: 'done', value: '', end: 2 })
})

test('a quote that is not closed is said to be unclosed', () => {
  for (const text of ['"', '"abc', '"abc\\', '"abc\\"']) {
    assert.deepEqual(readQuotedString(text, 0), { kind: 'unclosed' }, text)
  }
})

test('control characters are forbidden, escaped or not, and so is what is no octet', () => {
  for (const char of ['\0', '\n', '\r', '\x1f', '\x7f', '\u0100', '\u201d']) {
    assert.deepEqual(readQuotedString(`"a${char}"`, 0), { kind: 'character-forbidden', at: 2 })
    assert.deepEqual(readQuotedString(`"a\\${char}"`, 0), { kind: 'character-forbidden', at: 3 })
    assert.equal(isQuotable(char), false)
    assert.throws(() => formatQuotedString(char), TypeError)
  }
})

test('whatever can be quoted is read back the same', () => {
  const octets = fc.string({ unit: fc.integer({ min: 0x20, max: 0xff }).map(charOf) })
  fc.assert(
    fc.property(octets, (text) => {
      const quoted = formatQuotedString(text)
      const read = readQuotedString(`${quoted}"`, 0)
      assert.deepEqual(read, { kind: 'done', value: text, end: quoted.length })
    }),
  )
})

function charOf(code: number): string {
  return code === 0x7f ? '\t' : String.fromCharCode(code)
}
