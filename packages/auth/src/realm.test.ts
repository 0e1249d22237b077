import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkRealm } from './realm.ts'

test('a realm of printable ASCII is taken as it is', () => {
  for (const realm of ['Hopwise', 'a "quoted" one', 'x'.repeat(200)]) {
    assert.equal(checkRealm(realm), realm)
  }
})

test('every other realm is refused, and the message says what is possible', () => {
  for (const realm of ['', 'caf\u00e9', 'a\nb', 'x'.repeat(201)]) {
    assert.throws(() => checkRealm(realm), /1 to 200 characters of printable ASCII/)
  }
})
