import { html, type Markup } from '../markup.ts'

/** A sentence of the registry as HTML: what stands in backticks becomes code, in its line. */
export function inlineCode(text: string): Markup {
  const pieces = text.split('`')
  return html`${pieces.map((piece, i) => (i % 2 === 0 ? html`${piece}` : code(piece)))}`
}

/** Browsers break lines behind any hyphen; `-- proxy` is no option and `Proxy- Authenticate` no field. */
function code(text: string): Markup {
  const words = text.split(/(?<=\s)(?=\S)|(?=\s)/)
  return html`<code>${words.map((word) => (isKept(word) ? html`<i>${word}</i>` : html`${word}`))}</code>`
}

function isKept(word: string): boolean {
  return word.includes('-') && word.length <= KEPT_MAX
}

/** Longer ones would not fit a narrow screen. */
const KEPT_MAX = 30
