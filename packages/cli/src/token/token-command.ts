import { isScope } from '@hopwise/auth'
import { Command, InvalidArgumentError, Option } from 'commander'
import { dataOption } from '../data-option.ts'
import { parseMoment } from '../moment.ts'
import type { EndWith } from '../program.ts'
import type { Surroundings } from '../surroundings.ts'
import { changeToken } from './change-token.ts'
import { createToken } from './create-token.ts'
import { hostPattern } from './host-pattern.ts'
import { listTokens } from './list-tokens.ts'

/** Everything here holds at once in a running proxy: it sees that the file has changed. */
export function tokenCommand(surroundings: Surroundings, _endWith: EndWith): Command {
  const command = new Command('token').description(
    'make tokens for programs, and take them back; holds at once, also in a running proxy',
  )
  const sub = (name: string, description: string): Command =>
    command.command(name).description(description).addOption(dataOption(surroundings))

  sub('create', 'make a token and print it, this one time')
    .requiredOption('--user <name>', 'whose token it is')
    .option('--name <label>', 'what it is for, for the list', label)
    .addOption(expiresOption(surroundings))
    .addOption(repeatable('--scope <name>', 'what it is good for; may be repeated', scope))
    .addOption(
      repeatable(
        '--allow <host>',
        'reach this only: example.com, *.example.com:443, 10.0.0.0/8; may be repeated',
        hostPattern,
      ),
    )
    .option('--json', 'as a JSON object')
    .action((options) => createToken(options, surroundings))
  sub('list', 'show all tokens, never the tokens themselves')
    .option('--user <name>', 'of one user')
    .option('--json', 'as a JSON array')
    .action((options) => listTokens(options, surroundings))
  for (const [name, description] of CHANGES) {
    sub(name, description)
      .argument('<id>', 'its id from the list, or the token itself')
      .action((id: string, options) => changeToken(name, id, options, surroundings))
  }
  return command
}

function expiresOption({ nowMs }: Surroundings): Option {
  return new Option(
    '--expires <when>',
    'when it is of no use any more: a span such as 30d, a date, or never',
  )
    .default('never')
    .argParser((text) => {
      if (text === 'never') return text
      const moment = parseMoment(text, 'ahead', nowMs())
      if (moment.kind === 'unreadable') throw new InvalidArgumentError(moment.sentence)
      if (moment.timeMs > nowMs()) return moment.timeMs
      throw new InvalidArgumentError('That time has passed.')
    })
}

/** Each time the option is given, one more. */
function repeatable(flags: string, description: string, parse: (text: string) => string): Option {
  return new Option(flags, description).argParser((text: string, before?: readonly string[]) => [
    ...(before ?? []),
    parse(text),
  ])
}

function scope(text: string): string {
  if (isScope(text) && !text.includes(' ')) return text
  throw new InvalidArgumentError(
    'Write one name of printable ASCII, without spaces and quotes; repeat --scope for more.',
  )
}

function label(text: string): string {
  if (text.length <= LABEL_LENGTH_MAX && !/\p{Cc}/u.test(text)) return text
  throw new InvalidArgumentError(
    `Write at most ${LABEL_LENGTH_MAX} characters, without control characters.`,
  )
}

const LABEL_LENGTH_MAX = 100

const CHANGES = [
  ['revoke', 'make a token useless, and keep it in the list'],
  ['remove', 'forget a token; useless it is, too'],
] as const
