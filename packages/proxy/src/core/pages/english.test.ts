import assert from 'node:assert/strict'
import { test } from 'node:test'
import { english } from './english.ts'

test('English is marked on a page of another language only', () => {
  assert.equal(english('a < b', { language: 'en' }).toString(), 'a &#60; b')
  assert.equal(english('Found', { language: 'ru' }).toString(), '<span lang="en">Found</span>')
})
