import assert from 'node:assert/strict'
import { test } from 'node:test'

import { eachValue } from './each-value.ts'
import { FilePath } from './values/file-path.ts'

test('values in lists and objects are visited with their path, plain ones are not', () => {
  const a = new FilePath('a')
  const b = new FilePath('b')
  const seen: unknown[] = []
  eachValue({ list: [1, { a }], b, nothing: null }, (value, path) => seen.push([value, path]))
  assert.deepEqual(seen, [
    [a, ['list', 1, 'a']],
    [b, ['b']],
  ])
})
