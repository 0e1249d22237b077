import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CODE_LANGUAGES, otherLanguage } from './code-language.ts'

test('each language leads to the other and back', () => {
  for (const language of CODE_LANGUAGES) {
    assert.notEqual(otherLanguage(language), language)
    assert.equal(otherLanguage(otherLanguage(language)), language)
  }
})
