import assert from 'node:assert/strict'
import { test } from 'node:test'
import { wallClock } from './wall-clock.ts'

test('a moment is told by day, minute and offset', () => {
  const moment = Date.parse('2026-11-16T23:30:00Z')
  assert.equal(wallClock(moment, 0), 'mon 23:30, UTC+00:00')
  assert.equal(wallClock(moment, 60), 'tue 00:30, UTC+01:00')
  assert.equal(wallClock(moment, -570), 'mon 14:00, UTC-09:30')
})
