import type { Texts } from '@hopwise/status/all'
import type { Spoken } from './language.ts'

/** The texts of one language; those of the others are not read. */
export async function loadTexts(language: Spoken): Promise<Texts> {
  return (await IN_LANGUAGE[language]()).texts
}

const IN_LANGUAGE = {
  en: () => import('@hopwise/status/texts/en'),
  ru: () => import('@hopwise/status/texts/ru'),
} as const satisfies Record<Spoken, () => Promise<{ readonly texts: Texts }>>
