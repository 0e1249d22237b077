import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aligned } from './aligned.ts'

test('columns are as wide as their widest cell on a terminal', () => {
  assert.deepEqual(
    aligned([
      ['NAME', 'A', 'B'],
      ['日本語', '1', '2'],
      ['é', '', ''],
    ]),
    ['NAME    A  B', '日本語  1  2', 'é'],
  )
})

test('no rows are no lines', () => {
  assert.deepEqual(aligned([]), [])
})
