import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CODE_PHRASES_EN } from './code-phrases-en.ts'

test('counts are put into the sentence', () => {
  const lede = CODE_PHRASES_EN.lede({ numbers: 1, meanings: 2, others: 3, sources: 4 })
  assert.match(lede, /1 numbers with 2 meanings, and 3 .* from 4 sources\.$/)
  assert.equal(CODE_PHRASES_EN.meaningsOf(5), 'This number has 5 meanings')
})
