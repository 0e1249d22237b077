import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ENTRIES } from '@hopwise/status/all'
import { CODE_LANGUAGES } from './code-language.ts'
import { codePhrases } from './code-phrases.ts'

test('no phrase is empty', () => {
  for (const language of CODE_LANGUAGES) {
    const { conditions, ...phrases } = codePhrases(language)
    assert.doesNotMatch(JSON.stringify([phrases, conditions]), /:""/)
  }
})

test('every condition of the data is said in Russian', () => {
  const { conditions } = codePhrases('ru')
  const inData = ENTRIES.flatMap(({ row }) => row.fields.flatMap(({ when }) => when ?? []))
  assert.deepEqual(new Set(Object.keys(conditions)), new Set(inData))
})
