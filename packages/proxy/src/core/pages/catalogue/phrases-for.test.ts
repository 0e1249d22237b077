import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LANGUAGES } from '@hopwise/journal'
import { TOOLS } from '../tool-settings.ts'
import { phrasesFor } from './phrases-for.ts'

for (const language of LANGUAGES) {
  test(`every phrase of ${language} says something`, () => {
    const { tools, ...rest } = phrasesFor(language)
    for (const tool of TOOLS) assert.notEqual(tools[tool].name, '')
    for (const text of texts(rest)) assert.match(text, /\S/)
  })

  test(`backticks of ${language} come in pairs`, () => {
    for (const text of texts(phrasesFor(language)))
      assert.equal(text.split('`').length % 2, 1, text)
  })
}

function texts(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  if (typeof value === 'function') return [String(value('x', 'y'))]
  return Object.values(value as object).flatMap(texts)
}
