import type { Texts } from '@hopwise/status/all'
import { EN } from '@hopwise/status/texts/en'
import { RU } from '@hopwise/status/texts/ru'
import type { CodeLanguage } from './code-language.ts'

export function codeTexts(language: CodeLanguage): Texts {
  return TEXTS[language]
}

const TEXTS: { readonly [L in CodeLanguage]: Texts } = { en: EN, ru: RU }
