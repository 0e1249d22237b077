/** A time as an operator writes it: `90s`, `15m`, `1h`, `7d`, `2w`, or a date. */
export type Moment =
  | { readonly kind: 'time'; readonly timeMs: number }
  | { readonly kind: 'unreadable'; readonly sentence: string }

/**
 * @param direction what a span counts from now: `1h` is an hour ago, or in an hour
 * @param nowMs milliseconds since the epoch
 */
export function parseMoment(text: string, direction: 'ago' | 'ahead', nowMs: number): Moment {
  const span = /^(\d{1,6})([smhdw])$/.exec(text)
  if (span !== null) {
    const ms = Number(span[1]) * UNIT_MS[span[2] as keyof typeof UNIT_MS]
    return { kind: 'time', timeMs: direction === 'ago' ? nowMs - ms : nowMs + ms }
  }
  // A date alone is midnight where the operator is; `Date.parse` would take it for UTC.
  const timeMs = DATE.test(text) ? Date.parse(`${text}T00:00`) : Date.parse(text)
  if (DATE_TIME.test(text) && Number.isFinite(timeMs)) return { kind: 'time', timeMs }
  return {
    kind: 'unreadable',
    sentence:
      'Write a span such as 30m, 1h or 7d, or a date such as 2027-01-31 or 2027-01-31T18:00.',
  }
}

const UNIT_MS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }
const DATE = /^\d{4}-\d\d-\d\d$/
const DATE_TIME = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)?)?$/
