import type { Entry } from '@hopwise/status/all'
import { fact } from '../fact.ts'
import { html, type Markup, NOTHING } from '../markup.ts'
import { clueLines } from './clue-lines.ts'
import { codeFacts } from './code-facts.ts'
import { inlineCode } from './inline-code.ts'
import type { Scene } from './scene.ts'

/** The first sentences about a row: who sends it and what has happened. */
export function gist({ id }: Entry, { texts, fill }: Scene): string {
  const text = texts.textOf(id)
  if (text === undefined) return ''
  return fill(typeof text === 'string' ? text : text.meaning)
}

/** Everything behind the gist of a page's one subject: causes, steps, marks and facts. */
export function wholeMeaning(entry: Entry, scene: Scene): Markup {
  return html`${advice(entry, 'h2', scene)}${marks(entry, 'h2', scene)}${facts(entry, scene)}`
}

/** The same for one of several, its particulars folded away. */
export function foldedMeaning(entry: Entry, scene: Scene): Markup {
  const { phrases } = scene
  return html`${advice(entry, 'h3', scene)}${marks(entry, 'h3', scene)}${inShort(entry, scene)}
<details><summary>${phrases.details}</summary>
${facts(entry, scene)}</details>
`
}

function advice({ id }: Entry, level: Level, { texts, phrases, fill }: Scene): Markup {
  const text = texts.textOf(id)
  if (text === undefined || typeof text === 'string') return NOTHING
  return html`${heading(level, phrases.causes)}
<ul class="plain">${items(text.causes, fill)}</ul>
${heading(level, phrases.next)}
<ol class="plain">${items(text.next, fill)}</ol>
`
}

/** Nothing for the registry's own rows: the number says it. */
function marks({ row, source }: Entry, level: Level, { phrases }: Scene): Markup {
  if (source.source === 'iana') return NOTHING
  const lines = clueLines(row, source.product, phrases)
  const list = html`<ul class="plain">${lines.map((line) => html`<li>${line}</li>`)}</ul>`
  return html`${heading(level, phrases.tellApart)}
${lines.length === 0 ? html`<p>${phrases.nothingTells}</p>` : list}
`
}

/** Whose it is and whether to try again, in a line. */
function inShort({ row }: Entry, { phrases, texts }: Scene): Markup {
  const { words } = texts
  return html`<p class="soft">${phrases.facts.party}: ${words.party[row.party]} · ${words.retry[row.retry]}</p>`
}

function facts({ row }: Entry, scene: Scene): Markup {
  return html`<dl class="facts">
${codeFacts(row, scene).map(([label, value]) => fact(label, value))}</dl>
`
}

type Level = 'h2' | 'h3'

function heading(level: Level, text: string): Markup {
  return level === 'h2' ? html`<h2>${text}</h2>` : html`<h3>${text}</h3>`
}

function items(texts: readonly string[], fill: (text: string) => string): Markup {
  return html`${texts.map((text) => html`<li>${inlineCode(fill(text))}</li>`)}`
}
