import { FAULTS, type FaultCode } from '@hopwise/journal'
import { constantsOf, type Entry, lookup, meaningsOf } from '@hopwise/status/all'
import { html, type Markup, NOTHING } from '../markup.ts'
import type { Page } from '../page.ts'
import { codesDocument } from './codes-document.ts'
import { finerCodes } from './finer-codes.ts'
import { inlineCode } from './inline-code.ts'
import { foldedMeaning, gist, wholeMeaning } from './meaning.ts'
import { numbersWithPages } from './numbers.ts'
import { numberPage, placeOf } from './page-names.ts'
import type { Scene } from './scene.ts'

/** Every meaning of a number, the registry's first. @param code 0 to 999 */
export function codePage(code: number, scene: Scene): Page {
  const meanings = meaningsOf(code)
  const first = meanings[0]
  const content =
    first === undefined
      ? unknown(code, scene)
      : first.source.source === 'iana' || meanings.length === 1
        ? led(code, first, meanings.slice(1), scene)
        : shared(code, meanings, scene)
  const name = first?.row.name ?? scene.phrases.unknown(numberPage(code))
  return codesDocument(
    { name: numberPage(code), title: `${numberPage(code)} ${name}` },
    html`${content}${constants(code, scene)}${finerCodes(code, scene)}${faults(code, scene)}${neighbours(code, scene)}`,
    scene,
  )
}

/** One meaning above all others: the registered one, or the only one. */
function led(code: number, first: Entry, others: readonly Entry[], scene: Scene): Markup {
  const { phrases } = scene
  return html`${number(code, first, scene)}
<h1>${first.row.name}</h1>
<p class="lede">${inlineCode(gist(first, scene))}</p>
${others.length === 0 ? NOTHING : contents([first, ...others], scene)}
<section id="${placeOf(first).anchor}">
${wholeMeaning(first, scene)}</section>
${
  others.length === 0
    ? NOTHING
    : html`<h2 class="part">${phrases.elsewhere}</h2>
<p class="soft">${phrases.elsewhereNote(first.row.name)}</p>
`
}${others.map((entry) => section(entry, scene))}`
}

/** Several meanings of which none is the right one. */
function shared(code: number, meanings: readonly Entry[], scene: Scene): Markup {
  const { phrases } = scene
  return html`${number(code, meanings[0]!, scene)}
<h1>${phrases.meaningsOf(meanings.length)}</h1>
<p class="lede">${phrases.severalNote}</p>
${contents(meanings, scene)}
${meanings.map((entry) => section(entry, scene))}`
}

function unknown(code: number, { phrases, texts }: Scene): Markup {
  const found = lookup(code)
  const treatAs = found.kind === 'unregistered' ? found.treatAs : found.code
  return html`<p class="status"><b>${numberPage(code)}</b> <span>${texts.words.class[found.class]}</span></p>
<h1>${phrases.unknown(numberPage(code))}</h1>
<p class="lede">${phrases.unknownNote(numberPage(code), treatAs)}</p>
`
}

function number(code: number, { row }: Entry, { texts }: Scene): Markup {
  const { words } = texts
  const kind = row.class === null ? '' : words.class[row.class]
  const notes = [kind, words.standing[row.standing]].filter((note) => note !== '')
  return html`<p class="status"><b>${numberPage(code)}</b> <span>${notes.join(' · ')}</span></p>`
}

function contents(meanings: readonly Entry[], { phrases }: Scene): Markup {
  return html`<nav class="meanings" aria-label="${phrases.meaningsOf(meanings.length)}"><ul class="rows two">
${meanings.map((entry) => html`<li><a href="#${placeOf(entry).anchor}">${entry.row.name}</a> <span class="whose">${entry.source.title}</span></li>\n`)}</ul></nav>
`
}

function section(entry: Entry, scene: Scene): Markup {
  const { row, source } = entry
  return html`<section class="meaning" id="${placeOf(entry).anchor}">
<h2><a href="${scene.site.href(source.source, scene.language)}">${source.title}</a>: ${row.name}</h2>
<p class="gist">${inlineCode(gist(entry, scene))}</p>
${foldedMeaning(entry, scene)}</section>
`
}

function constants(code: number, { phrases }: Scene): Markup {
  const known = constantsOf(code).filter(({ language }) => language.kind === 'constant')
  if (known.length === 0) return NOTHING
  return html`<section id="constants"><h2 class="part">${phrases.inCode}</h2>
<dl class="constants">
${known.map(({ language, names }) => html`<div><dt>${language.label}</dt><dd>${names.map((name) => html`<code>${name}</code> `)}</dd></div>\n`)}</dl></section>
`
}

function faults(code: number, { site, phrases }: Scene): Markup {
  const own = (Object.keys(FAULTS) as FaultCode[]).filter((fault) => FAULTS[fault].status === code)
  if (!site.hasFaults || own.length === 0) return NOTHING
  return html`<h2 class="part">${phrases.faults(code)}</h2>
<p class="list">${own.map((fault) => html`<a href="/errors/${fault}">${fault}</a> `)}</p>
`
}

function neighbours(code: number, { site, language }: Scene): Markup {
  const numbers = numbersWithPages()
  const before = numbers.findLast((one) => one < code)
  const after = numbers.find((one) => one > code)
  const link = (to: number | undefined, rel: string, arrow: string): Markup =>
    to === undefined
      ? html`<span></span>`
      : html`<a rel="${rel}" href="${site.href(numberPage(to), language)}">${arrow.replace('N', numberPage(to))}</a>`
  return html`<nav class="neighbours">${link(before, 'prev', '← N')}${link(after, 'next', 'N →')}</nav>
`
}
