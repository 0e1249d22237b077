import { Command, InvalidArgumentError, Option } from 'commander'
import type { EndWith } from '../program.ts'
import type { Surroundings } from '../surroundings.ts'
import type { ExplainOptions } from './explain.ts'
import { SPOKEN } from './language.ts'

export function explainCommand(surroundings: Surroundings, endWith: EndWith): Command {
  return new Command('explain')
    .description('say what a code, a name or a pasted response means, whose it is and what to do')
    .argument(
      '[what...]',
      'a code, constant, error name, status line or response; "-" or nothing reads standard input',
    )
    .addOption(
      new Option('-H, --header <line>', 'a field of the response, as evidence; repeatable')
        .default([], 'none')
        .argParser(collectHeader),
    )
    .addOption(languageOption())
    .option('--json', 'as one JSON object')
    .option('--code-in <language>', 'only the constant in this language, such as go or rust')
    .addHelpText('after', EXAMPLES)
    .action(async (words: readonly string[], options: ExplainOptions) => {
      const { explainQuestion } = await import('./explain.ts')
      endWith(await explainQuestion(words, options, surroundings))
    })
}

/** `--lang`, the same in every command that has texts in both. */
export function languageOption(): Option {
  return new Option('--lang <language>', 'instead of that of the locale').choices(SPOKEN)
}

function collectHeader(
  line: string,
  before: readonly (readonly [string, string])[],
): (readonly [string, string])[] {
  const [, name, value = ''] = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):\s*(.*)$/s.exec(line) ?? []
  if (name === undefined) throw new InvalidArgumentError("Write 'NAME: VALUE'.")
  return [...before, [name, value.trim()]]
}

const EXAMPLES = `
Examples:
  hopwise explain 407
  hopwise explain 530 --header 'server: cloudflare'
  hopwise explain ERR_TUNNEL_CONNECTION_FAILED
  hopwise explain 407 --code-in go
  curl -i http://example.com/ | hopwise explain
`
