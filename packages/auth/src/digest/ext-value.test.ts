import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { decodeExtValue, encodeExtValue } from './ext-value.ts'

const READ: readonly [text: string, value: string | undefined][] = [
  // RFC 7616 §3.9.2 and RFC 8187 §3.2.3
  ["UTF-8''J%C3%A4s%C3%B8n%20Doe", 'J\u00e4s\u00f8n Doe'],
  ["UTF-8'en'%C2%A3%20rates", '\u00a3 rates'],
  ["utf-8''a", 'a'],
  ["UTF-8''", ''],
  ["ISO-8859-1''%A3", undefined],
  ["UTF-8''%C3", undefined],
  ["UTF-8''%", undefined],
  ["UTF-8''a b", undefined],
  ["UTF-8''a'b", undefined],
  ['UTF-8 a', undefined],
  ['a', undefined],
  ["UTF-8''\u00e4", undefined],
]

for (const [text, value] of READ) {
  test(`${text} is ${value === undefined ? 'no UTF-8 ext-value' : JSON.stringify(value)}`, () => {
    assert.equal(decodeExtValue(text), value)
  })
}

test('a name is written as in RFC 7616 §3.4', () => {
  assert.equal(encodeExtValue('J\u00e4s\u00f8n Doe'), "UTF-8''J%C3%A4s%C3%B8n%20Doe")
  assert.equal(encodeExtValue("!'()*"), "UTF-8''%21%27%28%29%2A")
})

test('what is written is read as it was, and is a token', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }).filter((text) => text.isWellFormed()),
      (text) => {
        const written = encodeExtValue(text)
        assert.match(written, /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/)
        assert.equal(decodeExtValue(written), text)
      },
    ),
  )
})
