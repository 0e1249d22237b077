/** The middle of the rounds; of two middles the mean. NaN for no rounds. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  if (sorted.length % 2 === 1) return sorted[middle]!
  return (sorted[middle - 1]! + sorted[middle]!) / 2
}

export interface Point {
  readonly at: number
  readonly value: number
}

/** How much the value grows per unit of `at`, by least squares. */
export function slope(points: readonly Point[]): number {
  const meanAt = mean(points.map(({ at }) => at))
  const meanValue = mean(points.map(({ value }) => value))
  const along = points.map(({ at, value }) => (at - meanAt) * (value - meanValue))
  const spread = points.map(({ at }) => (at - meanAt) ** 2)
  return mean(along) / mean(spread)
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
