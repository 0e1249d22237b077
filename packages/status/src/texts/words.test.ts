import assert from 'node:assert/strict'
import { test } from 'node:test'
import { evidenceLine, type Words } from './words.ts'
import { WORDS_EN } from './words-en.ts'
import { WORDS_RU } from './words-ru.ts'

const GROUPS = Object.keys(WORDS_EN) as (keyof Words)[]

test('both languages have a word for everything, and none twice in a group', () => {
  for (const words of [WORDS_EN, WORDS_RU]) {
    for (const group of GROUPS) {
      const values = Object.values(words[group])
      assert.ok(
        values.every((word) => word.trim() === word && word !== ''),
        group,
      )
      assert.equal(new Set(values).size, values.length, group)
    }
  }
})

test('both languages have the same keys and the same places for what was seen', () => {
  for (const group of GROUPS) {
    assert.deepEqual(Object.keys(WORDS_RU[group]), Object.keys(WORDS_EN[group]))
  }
  const places = (text: string) => (text.match(/\{\w+\}/g) ?? []).toSorted()
  for (const [kind, text] of Object.entries(WORDS_EN.evidence)) {
    assert.deepEqual(places(WORDS_RU.evidence[kind as keyof Words['evidence']]), places(text), kind)
  }
})

test('evidence is told with what was seen, as it was seen', () => {
  const evidence = { kind: 'field', weight: 'strong', what: 'server', value: '$& {what}' } as const
  assert.equal(evidenceLine(evidence, WORDS_EN), 'the field server is there: $& {what}')
  assert.equal(evidenceLine(evidence, WORDS_RU), 'есть заголовок server: $& {what}')
  const missing = { kind: 'missing-field', weight: 'against', what: 'Allow' } as const
  assert.equal(
    evidenceLine(missing, WORDS_EN),
    'the field Allow, which this code demands, is missing',
  )
})
