import { type Malformed, malformed } from './malformed.ts'

/**
 * Times of the week, as a clock on the wall shows them.
 *
 *     hours = days [ SP times ] / times
 *     days  = day-range *( "," day-range )
 *     range = day [ "-" day ]              ; mon tue wed thu fri sat sun, sat-mon goes over Sunday
 *     times = time-range *( "," time-range )
 *     range = HH:MM "-" HH:MM              ; 00:00 to 24:00, 22:00-06:00 goes over midnight
 *
 * Without times it is the whole day, without days every day. A time over midnight belongs to the day
 * it begins on: `fri 22:00-06:00` ends on Saturday. The end is not included.
 */
export interface Hours {
  /** As it was written. */
  readonly text: string
  /** Minutes of the week from Monday 00:00, `to` not included; `to` may be in the week after. */
  readonly spans: readonly { readonly from: number; readonly to: number }[]
  /** As it was written. */
  toJSON(): string
}

export type ParsedHours = { readonly kind: 'hours'; readonly hours: Hours } | Malformed

/** Never throws. */
export function parseHours(text: string): ParsedHours {
  const words = [...text.matchAll(/\S+/g)]
  const [first, second, third] = words
  if (first === undefined) return malformed(0, 'there are no hours')
  if (third !== undefined) return malformed(third.index, 'days and times are separated by commas')
  const startsWithTime = /^[0-9]/.test(first[0])
  if (startsWithTime && second !== undefined) {
    return malformed(second.index, 'the days stand before the times: mon-fri 08:00-18:00')
  }
  const days = startsWithTime ? EVERY_DAY : parseDays(first[0], first.index)
  if ('kind' in days) return days
  const timed = startsWithTime ? first : second
  const times = timed === undefined ? WHOLE_DAY : parseTimes(timed[0], timed.index)
  if ('kind' in times) return times
  const spans = days.flatMap((day) =>
    times.map(({ from, to }) => ({ from: day * DAY + from, to: day * DAY + to })),
  )
  return { kind: 'hours', hours: { text, spans, toJSON: () => text } }
}

/**
 * Whether a moment is within the hours. Where clocks are put back, both passes of an hour are; where
 * they are put forward, the hour that is left out does not come.
 *
 * @param timeMs milliseconds since the epoch
 * @param offsetMinutes of the time zone at that moment, east positive
 */
export function isWithin(hours: Hours, timeMs: number, offsetMinutes: number): boolean {
  const minute = minuteOfWeek(timeMs, offsetMinutes)
  return hours.spans.some(
    ({ from, to }) =>
      (minute >= from && minute < to) || (minute + WEEK >= from && minute + WEEK < to),
  )
}

function minuteOfWeek(timeMs: number, offsetMinutes: number): number {
  const minutes = Math.floor(timeMs / 60_000) + offsetMinutes
  // The epoch was a Thursday.
  return (((minutes + 3 * DAY) % WEEK) + WEEK) % WEEK
}

function parseDays(text: string, column: number): readonly number[] | Malformed {
  const days = new Set<number>()
  for (const { part, at } of parts(text, column)) {
    const [first, last = first, more] = part.toLowerCase().split('-')
    const from = DAYS.indexOf(first!)
    const to = DAYS.indexOf(last!)
    if (from < 0 || to < 0 || more !== undefined) {
      return malformed(at, `a day is one of ${DAYS.join(', ')}, or two with a hyphen between them`)
    }
    for (let day = from; ; day = (day + 1) % 7) {
      days.add(day)
      if (day === to) break
    }
  }
  return [...days]
}

interface Times {
  readonly from: number
  readonly to: number
}

function parseTimes(text: string, column: number): readonly Times[] | Malformed {
  const times: Times[] = []
  for (const { part, at } of parts(text, column)) {
    const match = /^([0-9]{2}):([0-9]{2})-([0-9]{2}):([0-9]{2})$/.exec(part)
    if (match === null) return malformed(at, 'times are two with a hyphen between: 08:00-18:00')
    const [, h1, m1, h2, m2] = match.map(Number) as [number, number, number, number, number]
    const from = h1 * 60 + m1
    const to = h2 * 60 + m2
    if (m1 > 59 || m2 > 59 || from >= DAY || to > DAY) {
      return malformed(at, 'a day goes from 00:00 to 24:00')
    }
    if (from === to) return malformed(at, 'these times begin and end at the same minute')
    times.push({ from, to: to < from ? to + DAY : to })
  }
  return times
}

function parts(text: string, column: number): { part: string; at: number }[] {
  let at = column
  return text.split(',').map((part) => {
    const found = { part, at }
    at += part.length + 1
    return found
  })
}

const DAY = 24 * 60
const WEEK = 7 * DAY
const DAYS: readonly string[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const EVERY_DAY: readonly number[] = [0, 1, 2, 3, 4, 5, 6]
const WHOLE_DAY: readonly Times[] = [{ from: 0, to: DAY }]
