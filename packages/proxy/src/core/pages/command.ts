import { html, type Markup } from './markup.ts'

/**
 * What is typed, as HTML. Options are kept whole, because browsers break lines behind any hyphen and
 * `-- proxy` is no option; the text that is copied stays what it was.
 */
export function command(code: string): Markup {
  const words = code.split(/(?<=\s)(?=\S)/)
  return html`${words.map((word) => (word.startsWith('-') ? option(word) : html`${word}`))}`
}

function option(word: string): Markup {
  const text = word.trimEnd()
  return html`<i>${text}</i>${word.slice(text.length)}`
}
