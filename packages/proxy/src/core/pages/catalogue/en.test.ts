import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ENGLISH } from './en.ts'

test('the sender of a page is named, and the site that it is not from', () => {
  assert.equal(
    ENGLISH.fault.madeByProxy('hop', 'example.com'),
    'This page was made by the proxy hop, not by example.com.',
  )
  assert.equal(
    ENGLISH.fault.madeByProxy('hop', ''),
    'This page was made by the proxy hop, not by a website.',
  )
})

test('the plain texts are ASCII, for terminals whose encoding nobody knows', () => {
  assert.match(JSON.stringify(ENGLISH), /^[\x20-\x7e]*$/)
})
