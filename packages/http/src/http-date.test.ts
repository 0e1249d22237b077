import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatHttpDate } from './http-date.ts'

test('a moment is written as IMF-fixdate', () => {
  assert.equal(formatHttpDate(784111777000), 'Sun, 06 Nov 1994 08:49:37 GMT')
})
