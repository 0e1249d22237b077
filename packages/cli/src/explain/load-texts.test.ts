import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadTexts } from './load-texts.ts'

test('each language has texts of its own', async () => {
  for (const language of ['en', 'ru'] as const) {
    assert.equal((await loadTexts(language)).language, language)
  }
})
