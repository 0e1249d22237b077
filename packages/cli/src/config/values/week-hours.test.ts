import assert from 'node:assert/strict'
import { test } from 'node:test'

import { read } from '../testing/reading.ts'
import { weekHours } from './week-hours.ts'

test('hours are read, and written as they were', () => {
  assert.equal(JSON.stringify(read(weekHours(), 'mon-fri 08:00-18:00')), '"mon-fri 08:00-18:00"')
})

test('where they are wrong is said', () => {
  assert.match(String(read(weekHours(), 'mon-fry 08:00-18:00')), /\(character \d+\)$/)
})
