import type { Catalogue } from './catalogue.ts'
import { ENGLISH } from './en.ts'
import { RUSSIAN } from './ru.ts'

/** Languages that have a catalogue, as tags of RFC 5646, lower case. */
export type Language = 'en' | 'ru'

export const LANGUAGES: readonly Language[] = ['en', 'ru']

export function catalogueFor(language: Language): Catalogue {
  return CATALOGUES[language]
}

const CATALOGUES: { readonly [L in Language]: Catalogue } = {
  en: ENGLISH,
  ru: RUSSIAN,
}
