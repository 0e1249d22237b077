import { constantsOf, type Entry, type RowText, type Texts } from '@hopwise/status/all'
import { fieldCondition } from './field-condition.ts'
import { type Labels, labelsIn } from './labels.ts'
import { bold, dim, type Fact, facts, numbered, paragraph, section, type View } from './layout.ts'

/** One meaning of one code for a person: what it means, whose it is, what to do. */
export function entryReport(entry: Entry, texts: Texts, view: View): string[] {
  const labels = labelsIn(texts.language)
  const text = texts.textOf(entry.id)
  return [
    ...title(entry, texts, view),
    '',
    ...paragraph(meaningOf(text, entry), view),
    '',
    ...facts(mainFacts(entry, texts, labels), view),
    ...(typeof text === 'object' ? lists(text, labels, view) : []),
    ...section(labels.fields, facts(fieldFacts(entry, texts), view), view),
    ...section(labels.crawlers, facts(crawlerFacts(entry, texts), view), view),
    ...section(labels.constants, constants(entry, view), view),
    ...section(labels.specification, references(entry, texts, labels, view), view),
  ]
}

/** `407 Proxy Authentication Required`; a name that has the code in it is not given it again. */
export function nameOf({ row }: Entry): string {
  return row.name.split(' ').includes(String(row.code)) ? row.name : `${row.code} ${row.name}`
}

/** One or two sentences, in the language of the texts. */
export function meaningOf(text: RowText | undefined, { row }: Entry): string {
  if (text === undefined) return row.notes ?? row.name
  return typeof text === 'string' ? text : text.meaning
}

function title(entry: Entry, { words }: Texts, view: View): string[] {
  const { row, source } = entry
  const kind = source.family === 'status' && row.class !== null ? row.class : undefined
  const what = [
    row.vendor,
    kind === undefined ? words.family[source.family] : words.class[kind],
    words.standing[row.standing],
  ]
  const name = paragraph(nameOf(entry), { ...view, colour: false })
  return [
    ...name.map((line) => inColourOf(line, row.class, view)),
    ...paragraph(what.join(' · '), view).map((line) => dim(line, view)),
  ]
}

function inColourOf(text: string, statusClass: Entry['row']['class'], view: View): string {
  const colour = statusClass === null ? undefined : COLOURS[statusClass]
  if (!view.colour || colour === undefined) return bold(text, view)
  return `\x1b[1;${colour}m${text}\x1b[0m`
}

function mainFacts({ row }: Entry, { words }: Texts, labels: Labels): Fact[] {
  const actors = [row.acts, ...row.alsoActs].map((actor) => words.actor[actor])
  const again = words.retry[row.retry]
  const repeated =
    row.retriedBy.length > 0 ? ` (${labels.automatic}: ${row.retriedBy.join(', ')})` : ''
  return [
    [labels.party, words.party[row.party]],
    [labels.acts, actors.join(`; ${labels.afterwards} `)],
    [labels.lasts, words.lasting[row.lasting]],
    [labels.again, again + repeated],
    ...fact(labels.sentBy, row.emittedBy.map((emitter) => words.emitter[emitter]).join(', ')),
    ...wireFact({ row }, labels),
    ...fact(labels.log, row.log ? `${row.log.field}: ${row.log.value}` : ''),
    ...storing(row, labels),
    ...fact(labels.formerly, row.formerNames.join(', ')),
    ...fact(labels.alsoCalled, (row.aliases ?? []).join(', ')),
  ]
}

function fact(label: string, text: string): Fact[] {
  return text === '' ? [] : [[label, text]]
}

/** What is in the status line, where that is another number than the code itself. */
function wireFact({ row }: Pick<Entry, 'row'>, labels: Labels): Fact[] {
  return row.wire.some((code) => code !== row.code) ? [[labels.onTheWire, row.wire.join(', ')]] : []
}

function storing(row: Entry['row'], labels: Labels): Fact[] {
  if (typeof row.code !== 'number' || !row.wire.includes(row.code)) return []
  const kept = row.heuristicallyCacheable ? labels.cacheable : labels.notCacheable
  return [
    ...(row.body ? [] : [[labels.content, labels.noContent] as const]),
    [labels.cache, row.mustNotBeStored ? labels.mustNotBeStored : kept],
  ]
}

function lists(text: Exclude<RowText, string>, labels: Labels, view: View): string[] {
  return [
    ...section(labels.causes, numbered(text.causes, view), view),
    ...section(labels.next, numbered(text.next, view), view),
  ]
}

function fieldFacts({ row }: Entry, { words, language }: Texts): Fact[] {
  return row.fields.map(({ name, level, when }) => {
    const condition = when === undefined ? '' : ` (${fieldCondition(when, language)})`
    return [`  ${name}`, words.fieldLevel[level] + condition]
  })
}

function crawlerFacts({ row }: Entry, { words }: Texts): Fact[] {
  if (row.crawler === null) return []
  const { google, yandex, basis } = row.crawler
  const how = basis === 'class-rule' ? ` (${words.crawlerBasis[basis]})` : ''
  return [
    ...(google === null ? [] : [['  Google', words.google[google] + how] as const]),
    ...(yandex === null ? [] : [['  Yandex', words.yandex[yandex] + how] as const]),
  ]
}

/** Every language on as few lines as fit, no name broken; on a narrow terminal one after the other. */
function constants({ row, source }: Entry, view: View): string[] {
  if (source.family !== 'status' || typeof row.code !== 'number') return []
  const named = constantsOf(row.code).flatMap(({ language, names }) =>
    language.kind === 'constant' ? `${language.language} \`${names[0]}\`` : [],
  )
  if (view.columns < JOINED_COLUMNS) return named.flatMap((one) => paragraph(one, view, 2))
  if (named.length === 0) return []
  const joined = named.map((one) => one.replace(' ', '\u{a0}')).join(', ')
  return paragraph(joined, view, 2).map((line) => line.replaceAll('\u{a0}', ' '))
}

function references({ row }: Entry, texts: Texts, labels: Labels, view: View): string[] {
  const section = row.section === undefined ? '' : ` §${row.section}`
  const named = row.specification === undefined ? [] : [row.specification + section]
  const withdrawn = row.withdrawnBy === undefined ? [] : [`${labels.withdrawn}: ${row.withdrawnBy}`]
  const expires = row.expires === undefined ? [] : [`${labels.expires} ${row.expires}`]
  const lines = [...named, ...withdrawn, ...expires].flatMap((line) => paragraph(line, view, 2))
  // The notes in the data are English.
  const notes = texts.language === 'en' && row.notes ? paragraph(row.notes, view, 2) : []
  return [...lines, ...(row.url === undefined ? [] : [`  ${row.url}`]), ...notes]
}

// The longest library with the longest of its constants takes so many.
const JOINED_COLUMNS = 72
/** SGR colours: green, cyan, yellow, red. */
const COLOURS: Readonly<Record<string, number>> = {
  informational: 36,
  successful: 32,
  redirection: 36,
  'client-error': 33,
  'server-error': 31,
  invalid: 31,
}
