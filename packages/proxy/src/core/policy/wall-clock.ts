/** A moment as rules about hours see it: `mon 12:00, UTC+01:00`. */
export function wallClock(timeMs: number, offsetMinutes: number): string {
  const local = new Date(timeMs + offsetMinutes * 60_000)
  const day = DAYS[local.getUTCDay()]
  const ahead = Math.abs(offsetMinutes)
  const offset = `${offsetMinutes < 0 ? '-' : '+'}${two(Math.floor(ahead / 60))}:${two(ahead % 60)}`
  return `${day} ${local.toISOString().slice(11, 16)}, UTC${offset}`
}

function two(number: number): string {
  return String(number).padStart(2, '0')
}

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const
