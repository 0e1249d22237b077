/** `2026-11-21 03:12` in the time zone with this offset (minutes, east positive). */
export function localMinute(timeMs: number, offsetMinutes: number): string {
  return new Date(timeMs + offsetMinutes * 60_000).toISOString().slice(0, 16).replace('T', ' ')
}

/** `2026-11-21 03:12:44.123 +01:00` */
export function localInstant(timeMs: number, offsetMinutes: number): string {
  const local = new Date(timeMs + offsetMinutes * 60_000).toISOString()
  const sign = offsetMinutes < 0 ? '-' : '+'
  const minutes = Math.abs(offsetMinutes)
  const hh = String(Math.floor(minutes / 60)).padStart(2, '0')
  const mm = String(minutes % 60).padStart(2, '0')
  return `${local.slice(0, 23).replace('T', ' ')} ${sign}${hh}:${mm}`
}
