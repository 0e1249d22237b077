import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseUserName } from './user-name.ts'

const UNUSABLE: readonly [name: string, text: string, sentence: RegExp][] = [
  ['an empty name', '', /empty/],
  ['a name with a colon', 'alice:x', /colon.*RFC 7617/],
  ['a name with a line break', 'alice\n', /control character/],
  ['a name with DEL', 'al\x7fice', /control character/],
  ['a name with a C1 control', 'al\x85ice', /control character/],
  ['a name that ends with a space', 'alice ', /space/],
  ['a name of 256 octets', 'é'.repeat(128), /too long: 256 octets, at most 255/],
]

for (const [name, text, sentence] of UNUSABLE) {
  test(`refuses ${name}`, () => {
    const parsed = parseUserName(text)
    assert.ok(parsed.kind === 'unusable')
    assert.match(parsed.sentence, sentence)
  })
}

test('accepts what people are called, in one spelling', () => {
  for (const text of ['alice', 'Алиса', 'a b', "o'neill", 'x'.repeat(255)]) {
    assert.deepEqual(parseUserName(text), { kind: 'usable', name: text })
  }
  assert.deepEqual(parseUserName('Ame\u0301lie'), { kind: 'usable', name: 'Am\u00e9lie' })
})
