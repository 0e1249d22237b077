import { constantsOf, type Entry, lookup, meaningsOf } from '@hopwise/status/all'
import type { Form } from '../choose-form.ts'
import { jsonBody } from '../json-body.ts'
import type { Page } from '../page.ts'
import { gist } from './meaning.ts'
import { numberPage } from './page-names.ts'
import type { Scene } from './scene.ts'

type ProgramForm = Exclude<Form, 'html'>

/** Rows for a program or a terminal, a line each. */
export function listed(form: ProgramForm, entries: readonly Entry[], scene: Scene): Page {
  if (form === 'json') return jsonPage({ entries: entries.map((entry) => brief(entry)) }, scene)
  return linesPage(
    entries.map(({ row, source }) => `${row.code}  ${row.name}  (${source.title})`),
    scene,
  )
}

/** Everything about one number for a program or a terminal. */
export function detailed(form: ProgramForm, code: number, scene: Scene): Page {
  const meanings = meaningsOf(code)
  if (form === 'json') return jsonPage(numberJson(code, meanings, scene), scene)
  const { phrases } = scene
  const found = lookup(code)
  if (meanings.length === 0) {
    const treatAs = found.kind === 'unregistered' ? found.treatAs : code
    return linesPage([phrases.unknownNote(numberPage(code), treatAs)], scene)
  }
  return linesPage(
    meanings.flatMap((entry, i) => [...(i === 0 ? [] : ['']), ...meaningLines(entry, scene)]),
    scene,
  )
}

function numberJson(code: number, meanings: readonly Entry[], { texts }: Scene): unknown {
  const found = lookup(code)
  return {
    code,
    class: found.class,
    ...(found.kind === 'unregistered' && { treatAs: found.treatAs }),
    meanings: meanings.map((entry) => ({
      ...brief(entry),
      row: entry.row,
      text: texts.textOf(entry.id),
    })),
    constants: Object.fromEntries(
      constantsOf(code).map(({ language, names }) => [language.language, names]),
    ),
  }
}

function brief({ id, row, source }: Entry): Readonly<Record<string, unknown>> {
  return { id, code: row.code, name: row.name, source: source.title }
}

function meaningLines(entry: Entry, scene: Scene): readonly string[] {
  const { phrases, texts, fill } = scene
  const { row, source, id } = entry
  const text = texts.textOf(id)
  const whole = text === undefined || typeof text === 'string' ? undefined : text
  return [
    `${row.code} ${row.name} (${source.title})`,
    gist(entry, scene),
    ...(whole ? [`${phrases.causes}:`, ...whole.causes.map((one) => `  - ${fill(one)}`)] : []),
    ...(whole
      ? [`${phrases.next}:`, ...whole.next.map((one, i) => `  ${i + 1}. ${fill(one)}`)]
      : []),
    `${phrases.facts.party}: ${texts.words.party[row.party]}`,
    `${phrases.facts.acts}: ${texts.words.actor[row.acts]}`,
    `${phrases.facts.retry}: ${texts.words.retry[row.retry]}`,
    ...(row.url === undefined ? [] : [`${phrases.facts.specification}: ${row.url}`]),
  ]
}

function jsonPage(value: unknown, { language }: Scene): Page {
  return { mediaType: 'application/json', language, body: jsonBody(value) }
}

function linesPage(lines: readonly string[], { language }: Scene): Page {
  return { mediaType: 'text/plain; charset=utf-8', language, body: `${lines.join('\n')}\n` }
}
