import assert from 'node:assert/strict'
import { test } from 'node:test'
import { labelsIn } from './labels.ts'

test('every label is written in Russian in Russian, but for what has no other name', () => {
  const untranslated = Object.values(labelsIn('ru')).filter((label) => !/[а-яё]/i.test(label))
  assert.deepEqual(untranslated, [])
})

test('no label says two things at once', () => {
  for (const language of ['en', 'ru'] as const) {
    const labels = Object.values(labelsIn(language))
    assert.equal(new Set(labels).size, labels.length)
  }
})
