import type { Texts } from '@hopwise/status/all'
import { type CodeLanguage, otherLanguage } from './code-language.ts'
import { type CodePhrases, codePhrases } from './code-phrases.ts'
import { codeTexts } from './code-texts.ts'
import { proxySite, type Site, staticSite } from './site.ts'

/** What every page of the registry is made with. */
export interface Scene {
  readonly language: CodeLanguage
  readonly site: Site
  readonly phrases: CodePhrases
  readonly texts: Texts
  /** A text with what is known put into its commands; the proxy knows its own address. */
  readonly fill: (text: string) => string
}

export function staticScene(language: CodeLanguage): Scene {
  return sceneAt(language, staticSite(language), (text) => text)
}

/** @param chosen the language that the address asks for */
export function proxyScene(
  language: CodeLanguage,
  chosen: CodeLanguage | undefined,
  fill: (text: string) => string,
): Scene {
  return sceneAt(language, proxySite(language, chosen), fill)
}

/** Reference to the same page in the other language. */
export function inOtherLanguage({ site, language }: Scene, name: string): string {
  return site.href(name, otherLanguage(language))
}

function sceneAt(language: CodeLanguage, site: Site, fill: (text: string) => string): Scene {
  return { language, site, fill, phrases: codePhrases(language), texts: codeTexts(language) }
}
