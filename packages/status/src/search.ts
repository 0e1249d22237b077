import { nameKey } from './by-name.ts'
import { constantsOf } from './constants.ts'
import { ENTRIES, type Entry } from './entries.ts'
import type { RowText, Texts } from './texts/texts.ts'

export interface SearchOptions {
  /** Texts to search in as well; without them names, vendors and constants only. */
  readonly texts?: readonly Texts[]
  /** At most so many hits; 50 if not given. */
  readonly limit?: number
}

export interface SearchHit {
  readonly entry: Entry
  /** Only its order means something. */
  readonly score: number
  /** Where the words were found, best place first. */
  readonly places: readonly Place[]
}

export type Place = 'key' | 'name' | 'alias' | 'vendor' | 'constant' | 'text'

/**
 * Rows in which every word of the query begins a word of the key, name, vendor, constant or text;
 * best first. A whole word counts more than its beginning, a name more than a text.
 */
export function search(query: string, options: SearchOptions = {}): readonly SearchHit[] {
  const words = wordsOf(query).slice(0, WORDS_MAX)
  if (words.length === 0) return []
  return ENTRIES.flatMap((entry) => hit(entry, words, nameKey(query), options.texts ?? []) ?? [])
    .toSorted((a, b) => b.score - a.score)
    .slice(0, options.limit ?? 50)
}

function hit(
  entry: Entry,
  words: readonly string[],
  whole: string,
  texts: readonly Texts[],
): SearchHit | undefined {
  const haystacks = haystacksOf(entry, texts)
  let score = 0
  const places = new Set<Place>()
  for (const word of words) {
    const found = bestPlace(word, haystacks)
    if (!found) return undefined
    score += found.score
    places.add(found.place)
  }
  return { entry, score: score + bonus(entry, whole), places: [...places] }
}

/** Of equal hits the registry is nearer to what is meant, and the shorter name to what was asked. */
function bonus({ source, row }: Entry, whole: string): number {
  const isWhole = [row.name, ...row.formerNames].some((name) => nameKey(name) === whole)
  const official = source.source === 'iana' ? OFFICIAL_BONUS : 0
  return official + (isWhole ? WHOLE_NAME_BONUS : 0) - row.name.length / 1_000
}

interface Haystack {
  readonly place: Place
  readonly words: readonly string[]
}

function haystacksOf(entry: Entry, texts: readonly Texts[]): readonly Haystack[] {
  const { row, source, id } = entry
  const isStatus = source.family === 'status' && typeof row.code === 'number'
  const constants = isStatus ? constantsOf(row.code).flatMap(({ names }) => names) : []
  const prose = texts.flatMap((one) => proseOf(one.textOf(id)))
  return [
    haystack('key', [row.key]),
    haystack('name', [row.name]),
    haystack('alias', [...row.formerNames, ...(row.aliases ?? []), row.key.replaceAll('_', ' ')]),
    haystack('vendor', [row.vendor, source.title, source.source]),
    haystack('constant', constants),
    haystack('text', prose),
  ]
}

function haystack(place: Place, texts: readonly string[]): Haystack {
  return { place, words: texts.flatMap(wordsOf) }
}

function bestPlace(
  word: string,
  haystacks: readonly Haystack[],
): { readonly place: Place; readonly score: number } | undefined {
  let best: { readonly place: Place; readonly score: number } | undefined
  for (const { place, words } of haystacks) {
    const isWhole = words.includes(word)
    if (!isWhole && !words.some((one) => one.startsWith(word))) continue
    const score = WORTH[place] * (isWhole ? 2 : 1)
    if (!best || score > best.score) best = { place, score }
  }
  return best
}

function proseOf(text: RowText | undefined): readonly string[] {
  if (text === undefined) return []
  return typeof text === 'string' ? [text] : [text.meaning, ...text.causes, ...text.next]
}

/** Letters and digits of any script; a point or underscore inside a word belongs to it. */
function wordsOf(text: string): readonly string[] {
  const folded = text.toLowerCase().replaceAll('ё', 'е')
  return folded.match(/[\p{L}\p{N}]+(?:[._][\p{L}\p{N}]+)*/gu) ?? []
}

const WORTH: Readonly<Record<Place, number>> = {
  key: 50,
  name: 20,
  alias: 12,
  constant: 10,
  vendor: 8,
  text: 2,
}
/** Less than a word in a name is worth. */
const OFFICIAL_BONUS = 5
/** More than all words of a long name that only contains what was asked. */
const WHOLE_NAME_BONUS = 100
const WORDS_MAX = 16
