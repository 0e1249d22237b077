import { Command, InvalidArgumentError, Option } from 'commander'
import { languageOption } from '../explain/explain-command.ts'
import type { EndWith } from '../program.ts'
import type { Surroundings } from '../surroundings.ts'
import type { CodesOptions } from './codes.ts'

export function codesCommand(surroundings: Surroundings, endWith: EndWith): Command {
  return new Command('codes')
    .description('list status codes and errors, official and of vendors')
    .argument('[words...]', 'only those in whose name, vendor or text all these words are')
    .addOption(
      new Option('--class <digit>', 'only codes of this class: 4, 4xx').argParser(parseClass),
    )
    .option('--vendor <name>', 'everything of one vendor or source, such as nginx or iana')
    .option(
      '--family <name>',
      'one kind, such as status or log-flag, or all; status codes if no vendor is named',
    )
    .addOption(languageOption())
    .option('--json', 'as a JSON array')
    .action(async (words: readonly string[], options: CodesOptions) => {
      const { listCodes } = await import('./codes.ts')
      endWith(await listCodes(words, options, surroundings))
    })
}

function parseClass(text: string): number {
  const [, digit] = /^([1-9])(?:xx)?$/i.exec(text) ?? []
  if (digit !== undefined) return Number(digit)
  throw new InvalidArgumentError('Write a digit, such as 4 for 400 to 499.')
}
