/** The languages in which the registry's texts are written. */
export type CodeLanguage = 'en' | 'ru'

export const CODE_LANGUAGES: readonly CodeLanguage[] = ['en', 'ru']

export function otherLanguage(language: CodeLanguage): CodeLanguage {
  return language === 'en' ? 'ru' : 'en'
}
