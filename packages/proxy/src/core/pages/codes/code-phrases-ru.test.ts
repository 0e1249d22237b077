import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CODE_PHRASES_RU } from './code-phrases-ru.ts'

for (const [count, words] of [
  [2, '2 значения'],
  [5, '5 значений'],
  [11, '11 значений'],
  [21, '21 значение'],
] as const) {
  test(`${words} are counted as in speech`, () => {
    assert.equal(CODE_PHRASES_RU.meaningsOf(count), `У этого числа ${words}`)
  })
}
