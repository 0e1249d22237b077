import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FAULTS } from '@hopwise/journal'
import { RELAY_ENGLISH } from './relay-en.ts'

test('the owner is named where somebody else is refused, and faults of a parent never send to an operator', () => {
  const { ADDRESS_FORBIDDEN, ...others } = RELAY_ENGLISH.faults
  assert.match(ADDRESS_FORBIDDEN?.happened ?? '', /OWNER/)
  for (const [code, text] of Object.entries(others)) {
    assert.ok(Object.hasOwn(FAULTS, code))
    assert.match(text.next ?? '', /`--\w|^[^`]*$/, code)
    assert.doesNotMatch(JSON.stringify(text), /operator of this proxy|администратор/i, code)
  }
})
