import assert from 'node:assert/strict'
import { test } from 'node:test'
import { WORDS_EN } from './words-en.ts'

test('English words are English, with typographic apostrophes', () => {
  for (const [group, words] of Object.entries<Readonly<Record<string, string>>>({ ...WORDS_EN })) {
    for (const word of Object.values(words)) {
      assert.doesNotMatch(word, /[а-яё]/i, group)
      assert.doesNotMatch(word, /'/, word)
    }
  }
})
