import { cellWidth } from '@hopwise/journal/cell-width'
import type { Entry, Texts } from '@hopwise/status/all'
import { EXIT, type ExitCode } from '../exit-code.ts'
import { entryJson } from '../explain/answer-json.ts'
import { type Spoken, spokenLanguage } from '../explain/language.ts'
import { bold, dim, type View, viewOf } from '../explain/layout.ts'
import { loadTexts } from '../explain/load-texts.ts'
import { print } from '../explain/print.ts'
import { wrap } from '../journal/wrap.ts'
import type { Surroundings } from '../surroundings.ts'
import { type Selection, selectEntries } from './select-entries.ts'

export interface CodesOptions extends Selection {
  readonly lang?: Spoken
  readonly json?: boolean
}

/** One line per row: the code, its name and whose it is. */
export async function listCodes(
  words: readonly string[],
  options: CodesOptions,
  { stdout, stderr, env }: Surroundings,
): Promise<ExitCode> {
  const texts = await loadTexts(options.lang ?? spokenLanguage(env))
  const entries = selectEntries(words, options, texts)
  if (options.json === true) {
    const rows = entries.map((entry) => ({ id: entry.id, ...entryJson(entry, texts) }))
    print(`${JSON.stringify(rows, undefined, 2)}\n`, stdout)
  } else {
    const lines = table(entries, texts, viewOf(stdout, env))
    print(lines.map((line) => `${line}\n`).join(''), stdout)
    if (entries.length === 0) stderr.write('no such codes\n')
  }
  return entries.length === 0 ? EXIT.negative : EXIT.ok
}

function table(entries: readonly Entry[], { words }: Texts, view: View): string[] {
  const widest = Math.max(0, ...entries.map(({ row }) => cellWidth(String(row.code))))
  const width = Math.min(widest, CODE_MAX) + 2
  return entries.flatMap(({ row }) => {
    const code = String(row.code)
    const standing =
      row.standing === 'unofficial' || row.standing === 'standard'
        ? ''
        : `, ${words.standing[row.standing]}`
    const whose = `${row.vendor}${standing}`
    const lines = nameLines(row.name, whose, view.columns - width, view)
    const isOwnLine = cellWidth(code) + 2 > width
    const head = bold(isOwnLine ? code : code.padEnd(width), view)
    const indented = lines.map(
      (line, index) => (index === 0 && !isOwnLine ? head : ' '.repeat(width)) + line,
    )
    return isOwnLine ? [head, ...indented] : indented
  })
}

/** Name and owner on one line where both fit, else the owner below. */
function nameLines(name: string, whose: string, columns: number, view: View): string[] {
  const gap = columns - cellWidth(name) - cellWidth(whose)
  if (gap >= 2) return [`${name}  ${dim(whose, view)}`]
  return [...wrap(name, columns), ...wrap(whose, columns - 2).map((line) => dim(`  ${line}`, view))]
}

/** Tokens may be long; they stand on a line of their own then. */
const CODE_MAX = 12
