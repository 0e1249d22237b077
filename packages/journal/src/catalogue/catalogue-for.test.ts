import assert from 'node:assert/strict'
import { test } from 'node:test'
import { catalogueFor, LANGUAGES } from './catalogue-for.ts'

test('every language has a catalogue under its own tag', () => {
  for (const language of LANGUAGES) assert.equal(catalogueFor(language).tag, language)
})
