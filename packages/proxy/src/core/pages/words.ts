import { type Catalogue, catalogueFor, type Language } from '@hopwise/journal'
import type { Phrases } from './catalogue/phrases.ts'
import { phrasesFor } from './catalogue/phrases-for.ts'

/** Everything a page is written with, in one language. */
export interface Words {
  readonly language: Language
  /** What is said about faults. */
  readonly journal: Catalogue
  /** What only the pages say. */
  readonly pages: Phrases
}

export function wordsIn(language: Language): Words {
  return { language, journal: catalogueFor(language), pages: phrasesFor(language) }
}
