/** A duration in at most seven characters: `0.4 ms`, `12 ms`, `1.3 s`, `95 s`, `12 min`, `3.5 h`. */
export function formatDuration(ns: number): string {
  const ms = ns / 1e6
  if (ms < 9.95) return `${ms.toFixed(1)} ms`
  if (ms < 999.5) return `${ms.toFixed(0)} ms`
  const seconds = ms / 1000
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`
  if (seconds < 99.5) return `${seconds.toFixed(0)} s`
  const minutes = seconds / 60
  if (minutes < 99.5) return `${minutes.toFixed(0)} min`
  return `${(minutes / 60).toFixed(1)} h`
}
