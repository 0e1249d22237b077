/** Two samples of something noisy, and whether one can be told from the other. */
export interface Comparison {
  /** Median of the second less that of the first, in the unit of the samples. */
  readonly difference: number
  /** The true difference is within this of the measured one, with 95 % confidence. */
  readonly within: number
  /** Mann–Whitney: beyond ±1.96 once in twenty when there is no difference at all. */
  readonly z: number
}

/**
 * Medians and ranks, not means: times have long tails, and one collection of garbage must not decide.
 *
 * @throws {RangeError} for fewer than 20 values in either
 */
export function compareSamples(first: readonly number[], second: readonly number[]): Comparison {
  if (Math.min(first.length, second.length) < 20) throw new RangeError('at least 20 values each')
  const [one, other] = [medianOf(first), medianOf(second)]
  return {
    difference: other.median - one.median,
    within: Z95 * Math.hypot(one.deviation, other.deviation),
    z: mannWhitney(first, second),
  }
}

/** The deviation of the median is read off the ranks that hold it with 95 % confidence (binomial). */
function medianOf(values: readonly number[]): { median: number; deviation: number } {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = (sorted.length - 1) / 2
  const reach = (Z95 * Math.sqrt(sorted.length)) / 2
  const at = (rank: number): number => sorted[Math.round(rank)] ?? 0
  const deviation = (at(middle + reach) - at(middle - reach)) / (2 * Z95)
  return { median: (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2, deviation }
}

/** By the normal approximation; ties, which are rare among nanoseconds, share their rank. */
function mannWhitney(first: readonly number[], second: readonly number[]): number {
  const [n, m] = [first.length, second.length]
  const all = [...first.map((value) => [value, 0] as const), ...second.map((v) => [v, 1] as const)]
  all.sort(([a], [b]) => a - b)
  let rankSum = 0
  for (let at = 0; at < all.length; ) {
    let end = at
    while (end < all.length && all[end]?.[0] === all[at]?.[0]) end++
    const ofSecond = all.slice(at, end).filter(([, from]) => from === 1).length
    rankSum += (ofSecond * (at + 1 + end)) / 2
    at = end
  }
  const u = rankSum - (m * (m + 1)) / 2
  return (u - (n * m) / 2) / Math.sqrt((n * m * (n + m + 1)) / 12)
}

const Z95 = 1.96
