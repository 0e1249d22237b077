import { type Entry, encodeEntry } from '@hopwise/journal'
import type { JournalQuery, JournalReader } from '@hopwise/store'
import { EXIT, type ExitCode } from '../exit-code.ts'
import { print } from '../explain/print.ts'
import { localMinute } from '../local-time.ts'
import { prettyFormat } from '../serve/exchange-format.ts'
import type { Surroundings } from '../surroundings.ts'

/** One line per exchange; what is about the list, not in it, goes to standard error. */
export function listExchanges(
  query: JournalQuery,
  reader: JournalReader,
  options: { readonly json?: boolean },
  surroundings: Surroundings,
): ExitCode {
  const { stdout, stderr } = surroundings
  const entries = reader.read(query)
  const lines = options.json === true ? entries.map(encodeEntry) : linesFor(entries, surroundings)
  print(lines.map((line) => `${line}\n`).join(''), stdout)
  if (entries.length === 0) stderr.write('no such exchanges\n')
  const missing = reader.missing(query)
  if (missing > 0) stderr.write(`${missing} exchanges of this time were not written down\n`)
  return EXIT.ok
}

/** The live view behind the id, which shows the exchange whole, with a line where the day changes. */
function linesFor(entries: readonly Entry[], surroundings: Surroundings): string[] {
  const lines: string[] = []
  let lastDay = ''
  for (const entry of entries) {
    const day = localMinute(entry.time, surroundings.offsetMinutes(entry.time)).slice(0, 10)
    if (day !== lastDay) lines.push(day)
    lastDay = day
    const id = `${entry.exchange}  `
    lines.push(id + prettyFormat(surroundings, id.length)(entry))
  }
  return lines
}
