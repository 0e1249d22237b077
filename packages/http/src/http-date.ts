/** IMF-fixdate (RFC 9110 §5.6.7) of a moment in milliseconds since the epoch. */
export function formatHttpDate(timeMs: number): string {
  return new Date(timeMs).toUTCString()
}
