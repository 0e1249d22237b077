import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chooseLanguage, lookUpLanguage } from './choose-language.ts'

const OFFERED = ['en', 'ru', 'pt-br'] as const
const cases: readonly (readonly [accept: readonly string[], tag: string | undefined])[] = [
  [[], undefined],
  [['ru'], 'ru'],
  [['ru-RU,ru;q=0.9,en;q=0.8'], 'ru'],
  [['de, en;q=0.5'], 'en'],
  [['en;q=0.5', 'ru;q=0.7'], 'ru'],
  [['PT-BR-x-private'], 'pt-br'],
  [['pt'], undefined],
  [['ru;q=0, en;q=0.1'], 'en'],
  [['*'], undefined],
  [['en;q=nonsense'], undefined],
  [['', ','], undefined],
]
for (const [accept, tag] of cases) {
  test(`Accept-Language ${JSON.stringify(accept)} finds ${tag}`, () => {
    assert.equal(lookUpLanguage(accept, OFFERED), tag)
  })
}

test('a reader of a language that nobody has written gets English', () => {
  assert.equal(chooseLanguage(['fi, sv;q=0.9']), 'en')
})

test('a browser of a Russian gets Russian', () => {
  assert.equal(chooseLanguage(['ru-RU,ru;q=0.9,en-US;q=0.8,en;q=0.7']), 'ru')
})

test('a wish for nothing special gets English', () => {
  assert.equal(chooseLanguage([]), 'en')
  assert.equal(chooseLanguage(['*']), 'en')
})
