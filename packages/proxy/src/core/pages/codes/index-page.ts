import { ALL_SOURCES, classOf, ENTRIES, meaningsOf, type StatusClass } from '@hopwise/status/all'
import { html, type Markup } from '../markup.ts'
import type { Page } from '../page.ts'
import type { Counts } from './code-phrases.ts'
import { codesDocument } from './codes-document.ts'
import { numbersWithPages } from './numbers.ts'
import { numberPage, placeOf } from './page-names.ts'
import type { Scene } from './scene.ts'
import { searchField } from './search-field.ts'

/** Every number by class, and every source; with a script, a search over all rows. */
export function indexPage(scene: Scene): Page {
  const { phrases } = scene
  const lede = phrases.lede(COUNTS)
  const content = html`<h1>${phrases.title}</h1>
<p class="lede">${lede}</p>
${searchField(scene)}
<div id="all">
${CLASSES.map((statusClass) => section(statusClass, scene))}${sources(scene)}</div>
`
  return codesDocument({ name: 'index', title: phrases.title }, content, scene)
}

function section(statusClass: StatusClass, scene: Scene): Markup {
  const numbers = NUMBERS.filter((code) => classOf(code) === statusClass)
  return html`<section class="steps"><h2 id="${statusClass}">${scene.phrases.classes[statusClass]}</h2>
<ul class="rows">
${numbers.map((code) => row(code, scene))}</ul></section>
`
}

function row(code: number, { site, language }: Scene): Markup {
  const meanings = meaningsOf(code)
  const first = meanings[0]!
  const others = meanings.filter(({ source }) => source.source !== 'iana')
  const whose = [...new Set(others.map(({ source }) => source.title))]
  return html`<li><b>${numberPage(code)}</b> <a href="${site.href(numberPage(code), language)}">${first.row.name}</a> <span class="whose">${shortList(whose)}</span></li>
`
}

/** Three names, and how many more there are. */
function shortList(names: readonly string[]): string {
  const more = names.length - 2
  return more > 1 ? `${names.slice(0, 2).join(', ')} +${more}` : names.join(', ')
}

function sources({ site, language, phrases, texts }: Scene): Markup {
  return html`<section class="steps"><h2 id="sources">${phrases.bySource}</h2>
<p class="soft">${phrases.bySourceNote}</p>
<ul class="rows">
${ALL_SOURCES.map((source) => html`<li><b>${source.rows.length}</b> <a href="${site.href(source.source, language)}">${source.title}</a> <span class="whose">${texts.words.family[source.family]}</span></li>\n`)}</ul></section>
`
}

const NUMBERS = numbersWithPages()
const MEANINGS = ENTRIES.filter((entry) => /^\d+$/.test(placeOf(entry).page)).length
const COUNTS: Counts = {
  numbers: NUMBERS.length,
  meanings: MEANINGS,
  others: ENTRIES.length - MEANINGS,
  sources: ALL_SOURCES.length,
}
const CLASSES: readonly StatusClass[] = [
  'informational',
  'successful',
  'redirection',
  'client-error',
  'server-error',
  'invalid',
]
