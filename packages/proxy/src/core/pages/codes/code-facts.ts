import type { FieldRule, Row, Texts } from '@hopwise/status/all'
import { html, type Markup, NOTHING } from '../markup.ts'
import type { CodePhrases } from './code-phrases.ts'
import { numberPage } from './page-names.ts'
import type { Scene } from './scene.ts'

/** What is known about a row besides its text, as label and value. */
export function codeFacts(row: Row, scene: Scene): readonly (readonly [string, string | Markup])[] {
  const { phrases, texts } = scene
  const { facts } = phrases
  const { words } = texts
  return [
    [facts.party, words.party[row.party]],
    [facts.acts, actors(row, scene)],
    [facts.retry, words.retry[row.retry]],
    [facts.lasts, words.lasting[row.lasting]],
    [facts.emitter, row.emittedBy.map((one) => words.emitter[one]).join(', ')],
    [facts.wire, onTheWire(row, scene)],
    [facts.fields, fieldRules(row.fields, phrases, texts)],
    [facts.content, content(row, phrases)],
    [facts.log, row.log ? html`<code>${row.log.field}</code> <code>${row.log.value}</code>` : ''],
    [facts.crawlers, crawlers(row, texts)],
    [facts.formerNames, row.formerNames.join(', ')],
    [facts.alsoWritten, codes(row.aliases ?? [])],
    [facts.standing, standing(row, phrases, texts)],
    [facts.specification, specification(row)],
  ]
}

function actors(row: Row, { phrases, texts }: Scene): string {
  const { actor } = texts.words
  if (row.alsoActs.length === 0) return actor[row.acts]
  return `${actor[row.acts]}; ${phrases.afterwards}: ${row.alsoActs.map((one) => actor[one]).join(', ')}`
}

/** Said only where it is not the number itself. */
function onTheWire(row: Row, { site, phrases, texts }: Scene): string | Markup {
  if (row.wire.length === 0)
    return row.log !== null && typeof row.code === 'number' ? phrases.facts.neverSent : ''
  if (row.wire.length === 1 && String(row.wire[0]) === String(row.code)) return ''
  const links = row.wire.map(
    (code) => html`<a href="${site.href(numberPage(code), texts.language)}">${code}</a>`,
  )
  return html`${links.map((link, i) => (i === 0 ? link : html`, ${link}`))}`
}

function fieldRules(
  rules: readonly FieldRule[],
  { conditions }: CodePhrases,
  { words }: Texts,
): string | Markup {
  if (rules.length === 0) return ''
  return html`${rules.map(({ name, level, when }, i) => {
    const condition = when === undefined ? '' : ` (${conditions[when] ?? when})`
    return html`${i === 0 ? NOTHING : html`<br>`}<code>${name}</code> ${words.fieldLevel[level]}${condition}`
  })}`
}

function content(row: Row, { content }: CodePhrases): string {
  const caching = row.mustNotBeStored
    ? content.mustNotBeStored
    : row.heuristicallyCacheable
      ? content.cacheable
      : content.notCacheable
  return `${row.body ? content.body : content.noBody}; ${caching}`
}

function crawlers({ crawler }: Row, { words }: Texts): string | Markup {
  if (crawler === null) return ''
  const { google, yandex, basis } = crawler
  const lines = [
    ...(google === null ? [] : [`Google: ${words.google[google]}`]),
    ...(yandex === null ? [] : [`Yandex: ${words.yandex[yandex]}`]),
  ]
  if (lines.length === 0) return ''
  return html`${lines.map((line) => html`${line}<br>`)}<span class="soft">(${words.crawlerBasis[basis]})</span>`
}

function codes(texts: readonly string[]): string | Markup {
  return texts.length === 0 ? '' : html`${texts.map((text) => html`<code>${text}</code> `)}`
}

function standing(row: Row, phrases: CodePhrases, { words }: Texts): string {
  const day = row.expires === undefined ? '' : `, ${phrases.untilDay(row.expires)}`
  return `${words.standing[row.standing]}${day}`
}

function specification({ specification, section, url }: Row): string | Markup {
  if (specification === undefined) return ''
  const text = section === undefined ? specification : `${specification} §${section}`
  return url === undefined ? text : html`<a href="${url}">${text}</a>`
}
