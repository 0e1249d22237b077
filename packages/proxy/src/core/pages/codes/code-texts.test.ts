import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CODE_LANGUAGES } from './code-language.ts'
import { codeTexts } from './code-texts.ts'

test('each language has its own texts', () => {
  for (const language of CODE_LANGUAGES) {
    assert.equal(codeTexts(language).language, language)
    assert.ok(codeTexts(language).textOf('iana/407'))
  }
})
