import type { Entry, Source } from '@hopwise/status/all'
import { ENTRIES } from '@hopwise/status/all'
import { html, type Markup, NOTHING } from '../markup.ts'
import type { Page } from '../page.ts'
import { codesDocument } from './codes-document.ts'
import { inlineCode } from './inline-code.ts'
import { foldedMeaning, gist } from './meaning.ts'
import { numberPage, placeOf } from './page-names.ts'
import type { Scene } from './scene.ts'

/** Everything one registry, vendor or product says. */
export function sourcePage(source: Source, scene: Scene): Page {
  const entries = ENTRIES.filter((entry) => entry.source === source)
  const here = entries.filter((entry) => placeOf(entry).page === source.source)
  const content = html`<p class="status"><span>${scene.texts.words.family[source.family]} · ${entries.length}</span></p>
<h1>${source.title}</h1>
${source.text === 'line' ? lines(here, scene) : html`${contents(entries, scene)}${here.map((entry) => section(entry, scene))}`}`
  return codesDocument({ name: source.source, title: source.title }, content, scene)
}

function contents(entries: readonly Entry[], { site, language }: Scene): Markup {
  return html`<ul class="rows wide">
${entries.map((entry) => {
  const { page, anchor } = placeOf(entry)
  const href = page === entry.source.source ? '' : site.href(page, language)
  return html`<li><b>${entry.row.code}</b> <a href="${href}#${anchor}">${entry.row.name}</a></li>\n`
})}</ul>
`
}

function section(entry: Entry, scene: Scene): Markup {
  const { row } = entry
  const name = row.name === String(row.code) ? '' : ` ${row.name}`
  return html`<section class="meaning" id="${placeOf(entry).anchor}">
<h2><a href="#${placeOf(entry).anchor}">${row.code}</a>${name}</h2>
<p class="gist">${inlineCode(gist(entry, scene))}</p>
${foldedMeaning(entry, scene)}</section>
`
}

/** Flags and tokens have one line each, and what can be said in a few words. */
function lines(entries: readonly Entry[], scene: Scene): Markup {
  return html`<dl class="tokens">
${entries.map((entry) => token(entry, scene))}</dl>
`
}

function token(entry: Entry, scene: Scene): Markup {
  const { row } = entry
  const { anchor } = placeOf(entry)
  const name = row.name === String(row.code) ? '' : row.name
  return html`<div id="${anchor}"><dt><a href="#${anchor}"><code>${row.code}</code></a> <span>${name}</span></dt>
<dd>${inlineCode(gist(entry, scene))}${inBrief(entry, scene)}</dd></div>
`
}

/** Whose it is, if anybody's; whether to send it again; and the status it comes with. */
function inBrief({ row }: Entry, { texts, site, language }: Scene): Markup {
  const { party, retry } = texts.words
  const blame = row.party === 'nobody' ? [] : [html`${party[row.party]}`, html`${retry[row.retry]}`]
  const wire = row.wire.map(
    (code) => html`<a href="${site.href(numberPage(code), language)}">${code}</a>`,
  )
  const parts = [...blame, ...wire]
  if (parts.length === 0) return NOTHING
  return html`<p class="soft">${parts.map((part, i) => (i === 0 ? part : html` · ${part}`))}</p>`
}
