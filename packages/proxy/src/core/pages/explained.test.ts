import assert from 'node:assert/strict'
import { test } from 'node:test'
import { explain } from '@hopwise/journal'
import { explained } from './explained.ts'
import { wordsIn } from './words.ts'

const exchange = '3F9K-T2QX-0A7M'
const relay = { owner: 'max', parents: () => [] }
const english = wordsIn('en')

test('a proxy that is no relay says what the catalogue says', () => {
  const plain = explain('ADDRESS_FORBIDDEN', 'why', exchange, 'en')
  assert.deepEqual(explained('ADDRESS_FORBIDDEN', 'why', { exchange }, english), plain)
})

test('at a relay, who is somebody else reads whose it is, and no word of networks', () => {
  const told = explained('ADDRESS_FORBIDDEN', '', { exchange, relay }, english)
  assert.match(told.happened, /signs in to another proxy as max/)
  assert.match(told.next, /`--any-user`/)
  assert.doesNotMatch(JSON.stringify(told), /network|VPN|OWNER/)
})

test('at a relay the reader is the operator of what has no other', () => {
  const told = explained('PARENT_CREDENTIALS_REJECTED', '', { exchange, relay }, english)
  assert.match(told.next, /right password/)
  assert.doesNotMatch(`${told.act} ${told.next}`, /operator of this proxy/)
})

test('what has nothing to do with a relay stays as it is, in every language', () => {
  for (const language of ['en', 'ru'] as const) {
    const told = explained('CONNECT_REFUSED', 'd', { exchange, relay }, wordsIn(language))
    assert.deepEqual(told, explain('CONNECT_REFUSED', 'd', exchange, language))
  }
})
