import { FAULTS, type FaultCode } from '@hopwise/journal'
import { existingDataDirectory, type JournalReader, openJournalReader } from '@hopwise/store'
import { Argument, Command, InvalidArgumentError, Option } from 'commander'
import { dataOption } from '../data-option.ts'
import type { ExitCode } from '../exit-code.ts'
import { parseMoment } from '../moment.ts'
import { nearMatch } from '../near-match.ts'
import type { EndWith } from '../program.ts'
import type { Surroundings } from '../surroundings.ts'
import { listExchanges } from './list-exchanges.ts'
import { showExchange } from './show-exchange.ts'

interface JournalOptions {
  readonly data: string
  readonly since?: number
  readonly fault?: FaultCode
  readonly user?: string
  readonly rule?: string
  readonly parent?: string
  readonly limit: number
  readonly json?: boolean
}

export function journalCommand(surroundings: Surroundings, endWith: EndWith): Command {
  return new Command('journal')
    .description('show what passed, also while the proxy runs')
    .addArgument(new Argument('[exchange-id]', 'show this one exchange, with its explanation'))
    .addOption(dataOption(surroundings))
    .addOption(sinceOption(surroundings))
    .addOption(new Option('--fault <code>', 'only exchanges with this fault').argParser(parseFault))
    .addOption(new Option('--user <name>', 'only exchanges of this user'))
    .addOption(new Option('--rule <name>', 'only where this rule decided, or would refuse'))
    .addOption(new Option('--parent <name>', 'only what went, or was to go, through this parent'))
    .addOption(new Option('--limit <n>', 'the latest so many').default(50).argParser(parseLimit))
    .option('--json', 'as JSON, one exchange per line')
    .action((id: string | undefined, options: JournalOptions) => {
      endWith(withJournal(options.data, (reader) => show(reader, id, options, surroundings)))
    })
}

function show(
  reader: JournalReader,
  id: string | undefined,
  options: JournalOptions,
  surroundings: Surroundings,
): ExitCode {
  if (id !== undefined) return showExchange(id, reader, options, surroundings)
  const { since, fault, user, rule, parent, limit } = options
  const query = {
    limit,
    ...(since !== undefined && { sinceMs: since }),
    ...(fault !== undefined && { fault }),
    ...(user !== undefined && { user: user.normalize('NFC') }),
    ...(rule !== undefined && { rule }),
    ...(parent !== undefined && { parent }),
  }
  return listExchanges(query, reader, options, surroundings)
}

function withJournal<T>(directory: string, use: (reader: JournalReader) => T): T {
  const reader = openJournalReader(existingDataDirectory(directory).journal)
  try {
    return use(reader)
  } finally {
    reader.close()
  }
}

function sinceOption({ nowMs }: Surroundings): Option {
  return new Option(
    '--since <when>',
    'only exchanges from then on: a span such as 1h, or a date',
  ).argParser((text) => {
    const moment = parseMoment(text, 'ago', nowMs())
    if (moment.kind === 'time') return moment.timeMs
    throw new InvalidArgumentError(moment.sentence)
  })
}

function parseFault(text: string): FaultCode {
  const code = text.toUpperCase().replaceAll('-', '_')
  if (isFaultCode(code)) return code
  const near = nearMatch(code, Object.keys(FAULTS))
  throw new InvalidArgumentError(
    near === undefined ? 'Fault codes are words such as CONNECT_REFUSED.' : `Did you mean ${near}?`,
  )
}

function isFaultCode(text: string): text is FaultCode {
  return Object.hasOwn(FAULTS, text)
}

function parseLimit(text: string): number {
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('Write a number from 1 to 9999999.')
}
