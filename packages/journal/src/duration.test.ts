import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatDuration } from './duration.ts'

test('a duration is written in the unit a person would choose', () => {
  for (const [ns, text] of [
    [0, '0.0 ms'],
    [440_000, '0.4 ms'],
    [9_949_000, '9.9 ms'],
    [9_950_000, '10 ms'],
    [999_000_000, '999 ms'],
    [999_600_000, '1.0 s'],
    [9.96e9, '10 s'],
    [99.6e9, '2 min'],
    [3600e9, '60 min'],
    [7200e9, '2.0 h'],
  ] as const) {
    assert.equal(formatDuration(ns), text)
  }
})

test('a duration takes seven characters at most, up to a week', () => {
  for (let ns = 1; ns < 7 * 86_400e9; ns *= 1.07) {
    assert.ok(formatDuration(ns).length <= 7, formatDuration(ns))
  }
})
