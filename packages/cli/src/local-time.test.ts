import assert from 'node:assert/strict'
import { test } from 'node:test'
import { localInstant, localMinute } from './local-time.ts'

const TIME = Date.UTC(2026, 10, 21, 23, 30, 5, 7)

test('times are written in the zone that is asked for', () => {
  assert.equal(localMinute(TIME, 0), '2026-11-21 23:30')
  assert.equal(localMinute(TIME, 60), '2026-11-22 00:30')
  assert.equal(localInstant(TIME, 0), '2026-11-21 23:30:05.007 +00:00')
  assert.equal(localInstant(TIME, -210), '2026-11-21 20:00:05.007 -03:30')
})
