import { constantsOf, ENTRIES, type Entry } from '@hopwise/status/all'
import { html, type Markup, trusted } from '../markup.ts'
import { gist } from './meaning.ts'
import { placeOf } from './page-names.ts'
import type { Scene } from './scene.ts'

/** The search of the first page. Without a script there is none, and the lists below are all there is. */
export function searchField(scene: Scene): Markup {
  const { search } = scene.phrases
  return html`<search id="search" hidden>
<label for="q">${search.label}</label>
<input id="q" type="search" autocomplete="off" autocapitalize="off" spellcheck="false" aria-describedby="hint" aria-controls="found">
<kbd aria-hidden="true">/</kbd>
<p class="note" id="hint">${search.hint}</p>
<p class="soft" id="count" role="status" data-found="${search.found}" data-nothing="${search.nothing}"></p>
<ul class="rows found" id="found"></ul>
</search>
<script type="application/json" id="entries">${trusted(json(ENTRIES.map((entry) => found(entry, scene))))}</script>
`
}

/** One row as the script reads it: reference, key, name, source, other names, text. */
export type SearchEntry = readonly [string, string, string, string, string, string]

function found(entry: Entry, scene: Scene): SearchEntry {
  const { row, source } = entry
  const { page, anchor } = placeOf(entry)
  const href = `${scene.site.href(page, scene.language)}#${anchor}`
  return [href, String(row.code), row.name, source.title, otherNames(entry), gist(entry, scene)]
}

/** Constants of many languages differ in case and punctuation only; the script folds both. */
function otherNames({ row, source }: Entry): string {
  const isStatus = source.family === 'status' && typeof row.code === 'number'
  const constants = isStatus ? constantsOf(Number(row.code)).flatMap(({ names }) => names) : []
  const names = constants.map((name) => name.replace(/^.*(?:::|\.|:)/, ''))
  return [...new Set([...row.formerNames, ...(row.aliases ?? []), ...names])].join(' ')
}

/** JSON that cannot end the element that holds it. */
function json(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
