import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseMoment } from './moment.ts'

const NOW = Date.UTC(2026, 10, 21, 12)

test('a span counts back or ahead', () => {
  const HOUR = 3_600_000
  for (const [text, ms] of [
    ['90s', 90_000],
    ['30m', HOUR / 2],
    ['1h', HOUR],
    ['7d', 168 * HOUR],
    ['2w', 336 * HOUR],
  ] as const) {
    assert.deepEqual(parseMoment(text, 'ago', NOW), { kind: 'time', timeMs: NOW - ms })
    assert.deepEqual(parseMoment(text, 'ahead', NOW), { kind: 'time', timeMs: NOW + ms })
  }
})

test('a date is midnight where the operator is, a zone is kept', () => {
  const midnight = new Date(2027, 0, 31).getTime()
  assert.deepEqual(parseMoment('2027-01-31', 'ahead', NOW), { kind: 'time', timeMs: midnight })
  assert.deepEqual(parseMoment('2027-01-31T18:00Z', 'ahead', NOW), {
    kind: 'time',
    timeMs: Date.UTC(2027, 0, 31, 18),
  })
})

for (const text of [
  '',
  '1',
  'h',
  '1y',
  '-1h',
  'tomorrow',
  '2027-13-01',
  '2027-1-1',
  '31.01.2027',
]) {
  test(`"${text}" is not taken for a time`, () => {
    const moment = parseMoment(text, 'ahead', NOW)
    assert.ok(moment.kind === 'unreadable')
    assert.match(moment.sentence, /30m.*2027-01-31/)
  })
}
