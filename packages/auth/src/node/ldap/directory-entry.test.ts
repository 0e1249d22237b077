import assert from 'node:assert/strict'
import { test } from 'node:test'
import { canonicalName, valuesOf } from './directory-entry.ts'

const ENTRY = { dn: 'uid=Alice', UID: ['al', 'Alice'], mail: 'a@example', photo: Buffer.from('é') }

test('values are found whatever the case, one, several or none', () => {
  assert.deepEqual(valuesOf(ENTRY, 'uid'), ['al', 'Alice'])
  assert.deepEqual(valuesOf(ENTRY, 'Mail'), ['a@example'])
  assert.deepEqual(valuesOf(ENTRY, 'photo'), ['é'])
  assert.deepEqual(valuesOf(ENTRY, 'memberOf'), [])
  assert.deepEqual(valuesOf(ENTRY, 'dn'), [])
})

test('however the name was typed, the user is who the entry says', () => {
  for (const typed of ['alice', 'ALICE', ' Alice ', 'ａlice']) {
    assert.equal(canonicalName(typed, ENTRY, 'uid'), 'Alice')
  }
  assert.equal(canonicalName('other', ENTRY, 'uid'), 'al')
})

test('without an entry to read, the name has one spelling still', () => {
  assert.equal(canonicalName(' John  SMITH ', undefined, 'uid'), 'john smith')
  assert.equal(canonicalName('ALICE', ENTRY, undefined), 'alice')
})
