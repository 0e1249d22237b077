import { ENTRIES, type Entry, meaningsOf } from '@hopwise/status/all'
import { html, type Markup, NOTHING } from '../markup.ts'
import { placeOf } from './page-names.ts'
import type { Scene } from './scene.ts'

/** What else may stand behind a number: codes, names and flags that come with such a response. */
export function finerCodes(code: number, { site, phrases, language }: Scene): Markup {
  const own = new Set(meaningsOf(code))
  const finer = ENTRIES.filter((entry) => entry.row.wire.includes(code) && !own.has(entry))
  if (finer.length === 0) return NOTHING
  const groups = Map.groupBy(finer, ({ source }) => source)
  const link = (entry: Entry): Markup => {
    const { page, anchor } = placeOf(entry)
    return html`<a href="${site.href(page, language)}#${anchor}" title="${entry.row.name}">${entry.row.code}</a> `
  }
  return html`<section id="finer"><h2 class="part">${phrases.finer}</h2>
<p class="soft">${phrases.finerNote(code)}</p>
<dl class="finer">
${[...groups].map(([source, entries]) => html`<div><dt>${source.title}</dt><dd>${entries.map(link)}</dd></div>\n`)}</dl></section>
`
}
