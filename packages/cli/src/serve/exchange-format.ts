import { combinedLogLine, commonLogLine, type Entry, oneLine } from '@hopwise/journal'
import { type Surroundings, wantsColour } from '../surroundings.ts'

export const LOG_FORMATS = ['json', 'common', 'combined', 'pretty', 'none'] as const
export type LogFormat = (typeof LOG_FORMATS)[number]

/** One exchange as one line, without the line break. `json` is the entry as the journal keeps it, and lent. */
export type FormatExchange = (entry: Entry, json: Uint8Array) => string | Uint8Array

/** Undefined when nothing is to be printed. Without a choice: for people on a terminal, else JSON. */
export function exchangeFormat(
  chosen: LogFormat | undefined,
  surroundings: Surroundings,
): FormatExchange | undefined {
  const { stdout } = surroundings
  const format = chosen ?? (stdout.isTTY === true ? 'pretty' : 'json')
  switch (format) {
    case 'json':
      return (_entry, json) => json
    case 'common':
      return (entry) => commonLogLine(entry, surroundings.offsetMinutes(entry.time))
    case 'combined':
      return (entry) => combinedLogLine(entry, surroundings.offsetMinutes(entry.time))
    case 'pretty':
      return prettyFormat(surroundings)
    case 'none':
      return undefined
    default:
      return format satisfies never
  }
}

/**
 * Asks for the width each time: a terminal may be resized.
 *
 * @param taken columns that something else on the line needs
 */
export function prettyFormat(
  surroundings: Surroundings,
  taken: number = 0,
): (entry: Entry) => string {
  const { stdout, env } = surroundings
  const colour = wantsColour(stdout, env)
  return (entry) =>
    oneLine(entry, {
      columns: (stdout.columns ?? COLUMNS_WITHOUT_TERMINAL) - taken,
      colour,
      offsetMinutes: surroundings.offsetMinutes(entry.time),
      language: 'en',
    })
}

const COLUMNS_WITHOUT_TERMINAL = 160
