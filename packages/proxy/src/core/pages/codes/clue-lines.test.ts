import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ENTRIES, entryById } from '@hopwise/status/all'
import { clueLines } from './clue-lines.ts'
import { codePhrases } from './code-phrases.ts'

const linesOf = (id: string): readonly string[] => {
  const { row, source } = entryById(id)!
  return clueLines(row, source.product, codePhrases('en')).map(String)
}

test('the marks of a product are named', () => {
  assert.ok(
    linesOf('nginx/499').includes(
      'the marks of nginx: <code>server</code> begins with <code>nginx</code> or <code>openresty</code>',
    ),
  )
})

test('what stands in the log only says so', () => {
  assert.ok(linesOf('nginx/499').includes('it stands in the log only'))
})

test('every clue of the data can be said', () => {
  for (const { row, source } of ENTRIES) {
    for (const line of clueLines(row, source.product, codePhrases('ru'))) {
      assert.match(line.toString(), /\S/)
      assert.doesNotMatch(line.toString(), /undefined|\[object/)
    }
  }
})
