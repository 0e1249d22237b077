import type { Surroundings } from '../surroundings.ts'

/** Languages that every text of the registry is written in. */
export const SPOKEN = ['en', 'ru'] as const

export type Spoken = (typeof SPOKEN)[number]

/** The language of messages by the locale (POSIX.1-2017 §8.2); English for one we do not speak. */
export function spokenLanguage(env: Surroundings['env']): Spoken {
  const locale = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || ''
  const [language = ''] = locale.toLowerCase().split(/[_.@-]/)
  return SPOKEN.find((spoken) => spoken === language) ?? 'en'
}
