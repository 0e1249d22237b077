import { html, type Markup } from '../markup.ts'

/** A sentence of the registry as HTML: what stands in backticks becomes code, in its line. */
export function inlineCode(text: string): Markup {
  const pieces = text.split('`')
  return html`${pieces.map((piece, i) => (i % 2 === 0 ? html`${piece}` : html`<code>${piece}</code>`))}`
}
