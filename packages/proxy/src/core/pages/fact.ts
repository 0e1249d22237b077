import { html, type Markup, NOTHING } from './markup.ts'

/** One row of a `<dl>`; none for what is not known. */
export function fact(label: string, value: string | Markup): Markup {
  return value === '' ? NOTHING : html`<dt>${label}</dt><dd>${value}</dd>\n`
}
