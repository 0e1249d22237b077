import assert from 'node:assert/strict'
import { test } from 'node:test'

import { read } from '../testing/reading.ts'
import { timeZone } from './time-zone.ts'

test('a zone is read, and written as it was', () => {
  const zone = read(timeZone(), '+02:00')
  assert.ok(typeof zone !== 'string')
  assert.equal(zone.zone(0), 120)
  assert.equal(JSON.stringify(zone), '"+02:00"')
})

test('what is none is told how to write one', () => {
  assert.match(String(read(timeZone(), 'Mars/Olympus')), /^write a time zone, such as UTC/)
})
