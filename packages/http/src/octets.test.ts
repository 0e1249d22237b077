import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DIGIT, every, FIELD_CONTENT, HEXDIG, isToken, OCTETS, TCHAR, VCHAR } from './octets.ts'

function members(octetClass: number): string {
  return [...OCTETS]
    .flatMap((classes, octet) => ((classes & octetClass) === 0 ? [] : [String.fromCharCode(octet)]))
    .join('')
}

test('the classes are those of the grammar', () => {
  assert.equal(members(DIGIT), '0123456789')
  assert.equal(members(HEXDIG), '0123456789ABCDEFabcdef')
  assert.equal(members(TCHAR).replace(/[A-Za-z0-9]/g, ''), "!#$%&'*+-.^_`|~")
  assert.equal(members(VCHAR).length, 94)
  // HTAB, SP, VCHAR, obs-text
  assert.equal(members(FIELD_CONTENT).length, 1 + 1 + 94 + 128)
})

test('a token is not empty and has nothing else in it', () => {
  assert.equal(isToken('x-1'), true)
  for (const text of ['', 'a b', 'a:', 'ä', '\u{100}', 'a\0'])
    assert.equal(isToken(text), false, text)
  assert.equal(every('', DIGIT), true)
  assert.equal(every('1\u{131}', DIGIT), false)
})
