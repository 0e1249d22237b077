import { type Malformed, malformed } from './malformed.ts'

/** Minutes that the clocks of a time zone are ahead of UTC at a moment; east positive. */
export type TimeZone = (timeMs: number) => number

export type ParsedTimeZone = { readonly kind: 'zone'; readonly zone: TimeZone } | Malformed

export const UTC: TimeZone = () => 0

/** Reads `UTC`, `+02:00`, `-09:30` or a name of the IANA database (`Europe/Berlin`). Never throws. */
export function parseTimeZone(text: string): ParsedTimeZone {
  if (text === 'UTC' || text === 'Z') return { kind: 'zone', zone: UTC }
  const fixed = /^([+-])([0-9]{2}):([0-9]{2})$/.exec(text)
  if (fixed !== null) {
    const minutes = Number(fixed[2]) * 60 + Number(fixed[3])
    // From -12:00 to +14:00 there are zones; 18 hours are what others accept (java.time).
    if (Number(fixed[3]) > 59 || minutes > 18 * 60) return malformed(0, UNKNOWN)
    const offset = fixed[1] === '-' ? -minutes : minutes
    return { kind: 'zone', zone: () => offset }
  }
  const format = formatFor(text)
  return format === undefined ? malformed(0, UNKNOWN) : { kind: 'zone', zone: remembered(format) }
}

function formatFor(timeZone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' })
  } catch {
    // A RangeError, by which Intl says that it does not know the name.
    return undefined
  }
}

/** Formatting takes microseconds, and the offset changes at quarters of an hour only. */
function remembered(format: Intl.DateTimeFormat): TimeZone {
  let quarter = Number.NaN
  let offset = 0
  return (timeMs) => {
    const now = Math.floor(timeMs / QUARTER_MS)
    if (now !== quarter) {
      quarter = now
      offset = offsetAt(format, timeMs)
    }
    return offset
  }
}

/** `GMT`, `GMT+02:00`; before standard time also with seconds, which are left out. */
function offsetAt(format: Intl.DateTimeFormat, timeMs: number): number {
  const name = format.formatToParts(timeMs).find(({ type }) => type === 'timeZoneName')?.value ?? ''
  const [, sign, hours, minutes] = /GMT([+-])([0-9]{2}):([0-9]{2})/.exec(name) ?? []
  const offset = Number(hours ?? 0) * 60 + Number(minutes ?? 0)
  return sign === '-' ? -offset : offset
}

const QUARTER_MS = 15 * 60_000
const UNKNOWN = 'a time zone is UTC, an offset like +02:00, or a name like Europe/Berlin'
