/**
 * Chooses a language by lookup (RFC 4647 §3.4): a range matches the tag it names or, its subtags
 * dropped one by one from the end, a shorter one. Higher quality wins, then the earlier range.
 * @param offered lower case; the first is the default for readers who understand none of them
 */
export function chooseLanguage<T extends string>(
  acceptLanguage: readonly string[],
  offered: readonly [T, ...T[]],
): T {
  const ranges = acceptLanguage.flatMap((value) => value.split(',').map(parseRange))
  let best: { tag: T; quality: number } | undefined
  for (const { range, quality } of ranges) {
    if (quality === 0 || (best !== undefined && quality <= best.quality)) continue
    const tag = lookUp(range, offered)
    if (tag !== undefined) best = { tag, quality }
  }
  return best?.tag ?? offered[0]
}

function lookUp<T extends string>(range: string, offered: readonly [T, ...T[]]): T | undefined {
  if (range === '*') return offered[0]
  for (let rest = range; rest !== ''; rest = rest.slice(0, Math.max(rest.lastIndexOf('-'), 0))) {
    const tag = offered.find((candidate) => candidate === rest)
    if (tag !== undefined) return tag
  }
  return undefined
}

function parseRange(text: string): { readonly range: string; readonly quality: number } {
  const [range = '', weight = ''] = text.split(';').map((part) => part.trim().toLowerCase())
  const quality = weight.startsWith('q=') ? Number(weight.slice(2)) : 1
  return { range, quality: quality >= 0 && quality <= 1 ? quality : 0 }
}
