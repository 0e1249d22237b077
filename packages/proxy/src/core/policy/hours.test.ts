import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Hours, isWithin, parseHours } from './hours.ts'
import { parseTimeZone } from './time-zone.ts'

// 2026-11-16 is a Monday.
const cases: readonly [hours: string, moment: string, expected: boolean][] = [
  ['mon-fri 08:00-18:00', '2026-11-16T08:00:00Z', true],
  ['mon-fri 08:00-18:00', '2026-11-16T07:59:59.999Z', false],
  ['mon-fri 08:00-18:00', '2026-11-20T17:59:59.999Z', true],
  ['mon-fri 08:00-18:00', '2026-11-20T18:00:00Z', false],
  ['mon-fri 08:00-18:00', '2026-11-21T12:00:00Z', false],
  ['MON-Fri 08:00-18:00', '2026-11-16T12:00:00Z', true],
  ['mon,wed 08:00-12:00,13:00-18:00', '2026-11-18T12:30:00Z', false],
  ['mon,wed 08:00-12:00,13:00-18:00', '2026-11-18T13:30:00Z', true],
  ['mon,wed 08:00-12:00,13:00-18:00', '2026-11-17T13:30:00Z', false],
  ['08:00-18:00', '2026-11-22T12:00:00Z', true],
  ['sat-sun', '2026-11-21T00:00:00Z', true],
  ['sat-sun', '2026-11-22T23:59:00Z', true],
  ['sat-sun', '2026-11-23T00:00:00Z', false],
  ['sat-mon', '2026-11-23T00:00:00Z', true],
  ['sat-mon', '2026-11-24T00:00:00Z', false],
  ['fri 22:00-06:00', '2026-11-20T21:59:00Z', false],
  ['fri 22:00-06:00', '2026-11-20T22:00:00Z', true],
  ['fri 22:00-06:00', '2026-11-21T05:59:00Z', true],
  ['fri 22:00-06:00', '2026-11-21T06:00:00Z', false],
  ['fri 22:00-06:00', '2026-11-20T05:00:00Z', false],
  ['sun 22:00-06:00', '2026-11-23T05:00:00Z', true],
  ['mon 18:00-24:00', '2026-11-16T23:59:00Z', true],
  ['mon 18:00-24:00', '2026-11-17T00:00:00Z', false],
  ['thu', '1970-01-01T00:00:00Z', true],
  ['wed', '1969-12-31T23:59:00Z', true],
]
for (const [text, moment, expected] of cases) {
  test(`${moment} is ${expected ? '' : 'not '}within ${text}`, () => {
    assert.equal(isWithin(hoursOf(text), Date.parse(moment), 0), expected)
  })
}

test('an offset moves the moment, over the end of the day and of the week', () => {
  const hours = hoursOf('mon 00:00-01:00')
  assert(isWithin(hours, Date.parse('2026-11-15T22:30:00Z'), 120))
  assert(!isWithin(hours, Date.parse('2026-11-15T22:30:00Z'), 0))
  assert(isWithin(hours, Date.parse('2026-11-16T09:30:00Z'), -570))
})

test('an hour that comes twice is within both times, one that is left out never comes', () => {
  const parsed = parseTimeZone('Europe/Berlin')
  assert(parsed.kind === 'zone')
  const within = (text: string, moment: string): boolean =>
    isWithin(hoursOf(text), Date.parse(moment), parsed.zone(Date.parse(moment)))
  // 2026-10-25, clocks go back from 03:00 to 02:00 at 01:00 UTC.
  assert(within('sun 02:00-03:00', '2026-10-25T00:00:00Z'))
  assert(within('sun 02:00-03:00', '2026-10-25T00:59:59Z'))
  assert(within('sun 02:00-03:00', '2026-10-25T01:00:00Z'))
  assert(within('sun 02:00-03:00', '2026-10-25T01:59:59Z'))
  assert(!within('sun 02:00-03:00', '2026-10-25T02:00:00Z'))
  assert(!within('sun 02:00-03:00', '2026-10-24T23:59:59Z'))
  // 2026-03-29, clocks go forward from 02:00 to 03:00 at 01:00 UTC.
  assert(!within('sun 02:00-03:00', '2026-03-29T00:59:59Z'))
  assert(!within('sun 02:00-03:00', '2026-03-29T01:00:00Z'))
  assert(within('sun 03:00-04:00', '2026-03-29T01:00:00Z'))
  // Over midnight and the change.
  assert(within('sat 22:00-03:00', '2026-10-25T01:59:59Z'))
  assert(!within('sat 22:00-03:00', '2026-10-25T02:00:00Z'))
  assert(within('sat 22:00-03:00', '2026-03-29T00:59:59Z'))
  assert(!within('sat 22:00-03:00', '2026-03-29T01:00:00Z'))
})

const refused: readonly [text: string, column: number, problem: RegExp][] = [
  ['', 0, /no hours/],
  ['  ', 0, /no hours/],
  ['monday', 0, /a day is/],
  ['mon-fri-sun 08:00-18:00', 0, /a day is/],
  ['mon,,fri', 4, /a day is/],
  ['mon- 08:00-18:00', 0, /a day is/],
  ['mon-fri 8:00-18:00', 8, /two with a hyphen/],
  ['mon-fri 08:00', 8, /two with a hyphen/],
  ['mon-fri 08:00-18:00,', 20, /two with a hyphen/],
  ['mon-fri 08:00-24:01', 8, /24:00/],
  ['mon-fri 24:00-06:00', 8, /24:00/],
  ['mon-fri 08:60-18:00', 8, /24:00/],
  ['mon-fri 08:00-08:00', 8, /same minute/],
  ['08:00-18:00 mon', 12, /before the times/],
  ['mon 08:00-12:00 13:00-18:00', 16, /commas/],
]
for (const [text, column, problem] of refused) {
  test(`hours ${JSON.stringify(text)} are refused at character ${column}`, () => {
    const parsed = parseHours(text)
    assert(parsed.kind === 'malformed')
    assert.match(parsed.problem, problem)
    assert.equal(parsed.column, column)
  })
}

function hoursOf(text: string): Hours {
  const parsed = parseHours(text)
  assert(parsed.kind === 'hours', JSON.stringify(parsed))
  return parsed.hours
}
