import { encodeEntry, parseExchangeId } from '@hopwise/journal'
import type { JournalReader } from '@hopwise/store'
import { EXIT, type ExitCode } from '../exit-code.ts'
import { print } from '../explain/print.ts'
import { Problem } from '../problem.ts'
import { type Surroundings, wantsColour } from '../surroundings.ts'
import { exchangeReport } from './exchange-report.ts'

/** @throws {Problem} when there is no such exchange, or it cannot be an id */
export function showExchange(
  text: string,
  reader: JournalReader,
  options: { readonly json?: boolean },
  surroundings: Surroundings,
): ExitCode {
  const { stdout, env } = surroundings
  const id = parseExchangeId(text)
  if (id === undefined) {
    throw new Problem(
      EXIT.usage,
      `"${text}" is not the id of an exchange: ids look like 3F9K-T2QX-0A7M.`,
    )
  }
  const entry = reader.find(id)
  if (entry === undefined) {
    throw new Problem(
      EXIT.negative,
      `There is no exchange ${id} in this journal: another data directory (--data) may have it, or it was dropped as too old.`,
    )
  }
  if (options.json === true) print(`${encodeEntry(entry)}\n`, stdout)
  else {
    const view = {
      columns: Math.min(stdout.columns ?? 100, 100),
      colour: wantsColour(stdout, env),
      offsetMinutes: surroundings.offsetMinutes(entry.time),
    }
    const lines = exchangeReport(entry, view)
    print(lines.map((line) => `${line}\n`).join(''), stdout)
  }
  return EXIT.ok
}
