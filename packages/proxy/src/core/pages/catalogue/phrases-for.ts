import type { Language } from '@hopwise/journal'
import { ENGLISH } from './en.ts'
import type { Phrases } from './phrases.ts'
import { RUSSIAN } from './ru.ts'

/** A language that has a catalogue of faults but no phrases does not compile. */
export function phrasesFor(language: Language): Phrases {
  return PHRASES[language]
}

const PHRASES: { readonly [L in Language]: Phrases } = { en: ENGLISH, ru: RUSSIAN }
