import assert from 'node:assert/strict'
import { test } from 'node:test'
import { WORDS_RU } from './words-ru.ts'

test('Russian words are Russian, without the phrases of offices and machines', () => {
  for (const [group, words] of Object.entries<Readonly<Record<string, string>>>({ ...WORDS_RU })) {
    for (const word of Object.values(words)) {
      assert.match(word, /[а-яё]/i, group)
      assert.doesNotMatch(word, /(?<![а-яё])(?:данн|является|осуществл)/i, word)
    }
  }
})
