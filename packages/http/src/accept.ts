/**
 * Chooses among what we can send (RFC 9110 §12.5.1).
 *
 * `offered` is in our order of preference. The answer is the offered type with the highest quality;
 * among equals the one that a more specific range names, then the earlier one. A range that nothing
 * matches, or no `Accept` at all, yields `undefined`: the caller has a default for programs that do
 * not say.
 */
export function chooseMediaType<T extends string>(
  accept: readonly string[],
  offered: readonly T[],
): T | undefined {
  const ranges = accept.flatMap((value) => value.split(',').map(parseRange))
  let best: { type: T; quality: number; precision: number } | undefined
  for (const type of offered) {
    const match = bestRange(ranges, type)
    if (match === undefined || match.quality === 0) continue
    const isBetter =
      best === undefined ||
      match.quality > best.quality ||
      (match.quality === best.quality && match.precision > best.precision)
    if (isBetter) best = { type, quality: match.quality, precision: match.precision }
  }
  return best?.type
}

interface MediaRange {
  readonly range: string
  readonly quality: number
  readonly precision: number
}

/** The most specific range that covers a type decides its quality (§12.5.1), not the kindest. */
function bestRange(ranges: readonly MediaRange[], type: string): MediaRange | undefined {
  const wide = `${type.slice(0, type.indexOf('/'))}/*`
  let best: MediaRange | undefined
  for (const range of ranges) {
    if (range.range !== type && range.range !== wide && range.range !== '*/*') continue
    if (best === undefined || range.precision > best.precision) best = range
  }
  return best
}

function parseRange(text: string): MediaRange {
  const [range = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase())
  const weight = parameters.find((parameter) => parameter.startsWith('q='))
  const quality = weight === undefined ? 1 : Number(weight.slice(2))
  return {
    range,
    quality: Number.isFinite(quality) ? Math.min(Math.max(quality, 0), 1) : 0,
    precision: range === '*/*' ? 0 : range.endsWith('/*') ? 1 : 2,
  }
}
