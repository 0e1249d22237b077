import type { Words } from './words.ts'

/** What a person needs who has met a code: one or two sentences, then lists, most likely first. */
export interface FullText {
  readonly meaning: string
  readonly causes: readonly string[]
  /** Steps for whoever must act first. */
  readonly next: readonly string[]
}

/** Flags of logs and vendors' error tokens have one line. */
export type RowText = FullText | string

export interface Texts {
  /** BCP 47. */
  readonly language: 'en' | 'ru'
  /** The text of the row with this id (`nginx/499`). */
  textOf(id: string): RowText | undefined
  /** What the values of a row are called. */
  readonly words: Words
}

/** `bySource`: the files of one language, by source, then by key. */
export function textsFrom(
  language: Texts['language'],
  bySource: Readonly<Record<string, Readonly<Record<string, RowText>>>>,
  words: Words,
): Texts {
  return { language, words, textOf: (id) => textIn(bySource, id) }
}

function textIn(
  bySource: Readonly<Record<string, Readonly<Record<string, RowText>>>>,
  id: string,
): RowText | undefined {
  const slash = id.indexOf('/')
  const source = id.slice(0, slash)
  return Object.hasOwn(bySource, source) ? bySource[source]![id.slice(slash + 1)] : undefined
}
