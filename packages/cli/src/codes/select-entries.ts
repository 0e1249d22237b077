import { ENTRIES, type Entry, type Family, search, type Texts } from '@hopwise/status/all'
import { EXIT } from '../exit-code.ts'
import { nearMatch } from '../near-match.ts'
import { Problem } from '../problem.ts'

export interface Selection {
  /** The first digit of the code, or of the status it is sent with. */
  readonly class?: number
  readonly vendor?: string
  readonly family?: string
}

/** The rows that are asked for: by code, or, where words were given, the best first. */
export function selectEntries(
  words: readonly string[],
  { class: digit, vendor, family }: Selection,
  texts: Texts,
): readonly Entry[] {
  const isOfVendor = vendor === undefined ? () => true : vendorFilter(vendor)
  const isOfFamily = familyFilter(
    family ?? (vendor === undefined && words.length === 0 ? 'status' : 'all'),
  )
  const entries = words.length === 0 ? ENTRIES.toSorted(byCode) : found(words, texts)
  return entries.filter(
    (entry) =>
      isOfVendor(entry) && isOfFamily(entry) && (digit === undefined || isOfClass(entry, digit)),
  )
}

function found(words: readonly string[], texts: Texts): readonly Entry[] {
  const hits = search(words.join(' '), { texts: [texts], limit: ENTRIES.length })
  return hits.map(({ entry }) => entry)
}

/** Numbers first and by size; the sort is stable, so rows keep the order of their sources. */
function byCode(a: Entry, b: Entry): number {
  const [x, y] = [Number.parseFloat(String(a.row.code)), Number.parseFloat(String(b.row.code))]
  if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y))
  return x - y
}

function isOfClass({ row, source }: Entry, digit: number): boolean {
  const isNumber = source.family === 'status' || source.family === 'substatus'
  const codes = isNumber ? [Number.parseInt(String(row.code), 10)] : row.wire
  return codes.some((code) => Math.floor(code / 100) === digit)
}

function vendorFilter(vendor: string): (entry: Entry) => boolean {
  const wanted = folded(vendor)
  const isExact = ENTRIES.some((entry) => namesOf(entry).some((name) => folded(name) === wanted))
  const matches = isExact
    ? (name: string) => folded(name) === wanted
    : (name: string) => folded(name).includes(wanted)
  if (wanted !== '' && ENTRIES.some((entry) => namesOf(entry).some(matches))) {
    return (entry) => namesOf(entry).some(matches)
  }
  const near = nearMatch(vendor, new Set(ENTRIES.flatMap(namesOf)))
  const hint =
    near === undefined ? '"hopwise codes --family all" shows every one' : `did you mean "${near}"?`
  throw new Problem(EXIT.negative, `Nothing is known of a vendor "${vendor}": ${hint}`)
}

function namesOf({ row, source }: Entry): readonly string[] {
  return [source.source, source.product ?? source.source, row.vendor]
}

function folded(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')
}

function familyFilter(family: string): (entry: Entry) => boolean {
  if (family === 'all') return () => true
  const families = new Set<Family>(ENTRIES.map(({ source }) => source.family))
  for (const known of families) if (known === family) return ({ source }) => source.family === known
  const near = nearMatch(family, [...families, 'all'])
  const hint = near === undefined ? `one of ${[...families, 'all'].join(', ')}` : `"${near}"`
  throw new Problem(EXIT.usage, `There is no kind "${family}": did you mean ${hint}?`)
}
