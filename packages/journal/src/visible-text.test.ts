import assert from 'node:assert/strict'
import { test } from 'node:test'
import { visibleText } from './visible-text.ts'

test('letters of any script stay as they are', () => {
  for (const text of ['alice', 'Müller', 'Алиса', '日本語', 'a b']) {
    assert.equal(visibleText(text, 64), text)
  }
})

const ESCAPED: readonly [name: string, text: string, expected: string][] = [
  ['a line feed', 'a\nb', 'a\\x0ab'],
  ['an escape sequence', '\x1b[31m', '\\x1b[31m'],
  ['a C1 control', 'a\x9bb', 'a\\x9bb'],
  ['a line separator', 'a\u2028b', 'a\\u{2028}b'],
  ['a reversed line', 'a\u202eb', 'a\\u{202e}b'],
  ['half a surrogate pair', 'a\ud800b', 'a\\u{d800}b'],
  ['a backslash, so that no escape can be forged', 'a\\x0ab', 'a\\x5cx0ab'],
]
for (const [name, text, expected] of ESCAPED) {
  test(`${name} is escaped`, () => assert.equal(visibleText(text, 64), expected))
}

test('a long text is cut, with a mark, to the length that was asked for', () => {
  assert.equal(visibleText('x'.repeat(11), 10), `${'x'.repeat(9)}…`)
  assert.equal(visibleText('x'.repeat(10), 10), 'x'.repeat(10))
})

test('escapes do not make a text longer than was asked for', () => {
  assert.equal(visibleText('\n'.repeat(1000), 10).length, 10)
})

test('a character outside the basic plane is not cut in half', () => {
  const text = visibleText('😀'.repeat(10), 10)
  assert.equal(text, `${'😀'.repeat(4)}…`)
})
