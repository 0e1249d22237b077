/**
 * Ids of exchanges: twelve characters in three groups (`3F9K-T2QX-0A7M`), sortable by time as text,
 * short enough to be read over the phone. Crockford's alphabet: no I, L, O or U.
 *
 *     TTTT-TTTT-CCSS    T: milliseconds since 2025-01-01 (40 bits, until 2059)
 *                       C: counter within the millisecond (10 bits), S: seed of the process (10 bits)
 *
 * @param seed random, chosen once per process, so that two proxies writing to one store differ
 */
export function exchangeId(timeMs: number, counter: number, seed: number): string {
  return timeGroups(timeMs) + tail(counter) + tail(seed)
}

/**
 * A source of ids that never repeats itself and never goes back: when the clock does, or when a
 * millisecond runs out of counters, it stays ahead of the clock.
 */
export function exchangeIdSource(seed: number): (timeMs: number) => string {
  const end = tail(seed)
  let latestMs = Number.NEGATIVE_INFINITY
  let counter = 0
  let time = ''
  return (timeMs) => {
    const isLater = timeMs > latestMs
    if (isLater || ++counter === COUNTERS) {
      latestMs = isLater ? timeMs : latestMs + 1
      counter = 0
      time = timeGroups(latestMs)
    }
    return time + TAILS[counter]! + end
  }
}

/**
 * An id as a person typed it (lower case, without dashes, `O` for `0`, `I` or `L` for `1`) in the
 * form it is kept in, or `undefined` if it cannot be one.
 */
export function parseExchangeId(text: string): string | undefined {
  const symbols = text
    .trim()
    .toUpperCase()
    .replace(/[\s-]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
  if (!SYMBOLS.test(symbols)) return undefined
  return `${symbols.slice(0, 4)}-${symbols.slice(4, 8)}-${symbols.slice(8)}`
}

function timeGroups(timeMs: number): string {
  const sinceEpoch = Math.max(0, Math.floor(timeMs) - EPOCH_MS) % TIME_RANGE
  const high = Math.floor(sinceEpoch / GROUP_RANGE)
  const low = sinceEpoch % GROUP_RANGE
  return `${tail(high >> 10)}${tail(high)}-${tail(low >> 10)}${tail(low)}-`
}

/** The lowest ten bits as two symbols. */
function tail(value: number): string {
  return TAILS[value & (COUNTERS - 1)]!
}

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const SYMBOLS = /^[0-9A-HJKMNP-TV-Z]{12}$/
const COUNTERS = 1024
const GROUP_RANGE = 2 ** 20
const TIME_RANGE = 2 ** 40
const EPOCH_MS = Date.UTC(2025, 0, 1)
const TAILS: readonly string[] = Array.from(
  { length: COUNTERS },
  (_, value) => ALPHABET[value >> 5]! + ALPHABET[value & 31]!,
)
