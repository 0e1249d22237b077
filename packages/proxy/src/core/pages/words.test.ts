import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LANGUAGES } from '@hopwise/journal'
import { wordsIn } from './words.ts'

for (const language of LANGUAGES) {
  test(`the words of ${language} are of one language`, () => {
    const words = wordsIn(language)
    assert.equal(words.journal.tag, language)
    assert.equal(words.language, language)
  })
}
