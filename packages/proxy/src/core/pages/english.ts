import { html, type Markup } from './markup.ts'
import type { Words } from './words.ts'

/**
 * What is English in every language: reason phrases are part of the protocol, and details stand in the
 * journal. Marked, so that a page in another language is read aloud right (WCAG 2.2, 3.1.2).
 */
export function english(text: string, { language }: Pick<Words, 'language'>): Markup {
  return language === 'en' ? html`${text}` : html`<span lang="en">${text}</span>`
}
