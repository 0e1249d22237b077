import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { dnValue, firstValueOf, isUnder } from './dn-value.ts'

const CASES: readonly [text: string, expected: string][] = [
  ['alice', 'alice'],
  ['Smith, John', 'Smith\\, John'],
  ['alice,ou=admins', 'alice\\,ou\\=admins'],
  ['a+b', 'a\\+b'],
  ['#1', '\\#1'],
  [' a ', '\\ a\\ '],
  [' ', '\\ '],
  ['  ', '\\ \\ '],
  ['a\\', 'a\\\\'],
  ['nul\0', 'nul\\00'],
  ['"<;>"', '\\"\\<\\;\\>\\"'],
]

for (const [text, expected] of CASES) {
  test(`${JSON.stringify(text)} is written ${expected}`, () => {
    assert.equal(dnValue(text), expected)
  })
}

test('whatever the name, the distinguished name has as many parts, and the first is that very name', () => {
  const unit = fc.constantFrom(
    ',',
    '+',
    '=',
    '\\',
    '"',
    ';',
    '<',
    '>',
    '#',
    ' ',
    '\0',
    'a',
    'é',
    '2',
  )
  const text = fc.oneof(
    fc.string({ unit, minLength: 1 }),
    fc.string({ unit: 'grapheme', minLength: 1 }),
  )
  fc.assert(
    fc.property(text, (name) => {
      const dn = `uid=${dnValue(name)},ou=people,dc=example`
      const parts = dn.replace(/\\./gsu, '_').split(/[,+;]/)
      assert.equal(parts.length, 3)
      // Spaces at the very ends are kept by the escapes; reading takes them off again.
      assert.equal(firstValueOf(dn)?.trim(), name.trim())
    }),
  )
})

test('the name of a group is the first value of its name', () => {
  assert.equal(firstValueOf('CN=staff,OU=groups,DC=example'), 'staff')
  assert.equal(firstValueOf('cn=R\\+D\\, Berlin+ou=x,dc=example'), 'R+D, Berlin')
  assert.equal(firstValueOf('cn=\\d0\\9b\\d1\\91\\d0\\b2\\d0\\b0,dc=example'), 'Лёва')
  assert.equal(firstValueOf('nonsense'), undefined)
})

test('an entry is under a base however either is spelt, and not under one that ends alike', () => {
  assert.equal(isUnder('CN=staff, OU=Groups,DC=example', 'ou=groups,dc=Example'), true)
  assert.equal(isUnder('cn=a,ou=xgroups,dc=example', 'groups,dc=example'), false)
  assert.equal(isUnder('cn=staff,ou=evil,dc=example', 'ou=groups,dc=example'), false)
  assert.equal(isUnder('cn=staff', ''), true)
  assert.equal(isUnder('cn=a\\,ou=groups,dc=example', 'ou=groups,dc=example'), false)
})
