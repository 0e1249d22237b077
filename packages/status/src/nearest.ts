import { nameKey } from './by-name.ts'
import { bareConstant, constantsOf } from './constants.ts'
import { ENTRIES } from './entries.ts'

/**
 * What somebody may have meant who typed something unknown: names, keys and constants at a small
 * edit distance, nearest first. Empty for what resembles nothing.
 */
export function nearest(query: string, count = 3): readonly string[] {
  const wanted = nameKey(query).slice(0, LENGTH_MAX)
  const allowed = Math.min(4, Math.floor(wanted.length / 3))
  if (allowed === 0) return []
  const best = new Map<string, { readonly label: string; readonly distance: number }>()
  for (const [label, key] of labels()) {
    if (Math.abs(key.length - wanted.length) > allowed || best.has(key)) continue
    const distance = editDistance(wanted, key)
    if (distance <= allowed) best.set(key, { label, distance })
  }
  return [...best.values()]
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, count)
    .map(({ label }) => label)
}

/** Insertions, deletions, replacements and swaps of neighbours. */
export function editDistance(a: string, b: string): number {
  let before: number[] = []
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1]
      const replaced = previous[j - 1]! + (isSame ? 0 : 1)
      row[j] = Math.min(previous[j]! + 1, row[j - 1]! + 1, replaced)
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      if (isSwap) row[j] = Math.min(row[j]!, before[j - 2]! + 1)
    }
    before = previous
    previous = row
  }
  return previous[b.length]!
}

/** What may be meant, and the letters of it that are compared. */
function labels(): readonly (readonly [label: string, key: string])[] {
  const named = ENTRIES.flatMap(({ row }) => [row.name, row.key, ...(row.aliases ?? [])])
  const codes = new Set(ENTRIES.flatMap(({ row }) => row.wire))
  const constants = [...codes].flatMap((code) => constantsOf(code).flatMap(({ names }) => names))
  return [
    ...named.map((name) => [name, nameKey(name)] as const),
    ...constants.map((name) => [name, nameKey(bareConstant(name))] as const),
  ]
}

// The longest name has 60 letters.
const LENGTH_MAX = 80
