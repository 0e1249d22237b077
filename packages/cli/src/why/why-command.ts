import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { Command, InvalidArgumentError, Option } from 'commander'
import { parseMoment } from '../moment.ts'
import type { EndWith } from '../program.ts'
import type { Surroundings } from '../surroundings.ts'
import type { WhyOptions } from './why.ts'

export function whyCommand(surroundings: Surroundings, endWith: EndWith): Command {
  return new Command('why')
    .description('say what would come of a request and which rule decides, without sending it')
    .requiredOption('--to <destination>', 'HOST:PORT, or a URI')
    .option('--method <method>', 'CONNECT for HOST:PORT and https, GET for http, unless given')
    .option('--user <name>', 'who has signed in; without, only what an unknown client gets')
    .addOption(
      new Option('--group <name>', 'a group of the user, beside those in the store; repeatable')
        .default([], 'none')
        .argParser((text: string, before: readonly string[]) => [...before, text]),
    )
    .option('--scheme <name>', 'how the user signed in; the first that is offered, unless given')
    .addOption(
      new Option('--from <ip>', 'address of the client').default('127.0.0.1').argParser(parseIp),
    )
    .addOption(atOption(surroundings))
    .addOption(
      new Option('--address <ip>', 'suppose that the host resolves to it; repeatable')
        .default([], 'none')
        .argParser((text: string, before: readonly string[]) => [...before, parseIp(text)]),
    )
    .addOption(
      new Option('--resolve', 'ask the resolver of this machine for the host').conflicts('address'),
    )
    .addOption(
      new Option('--config <file>', 'the configuration of the proxy').conflicts(['allowPrivate']),
    )
    .addOption(
      new Option('--data <dir>', 'where users are kept').argParser((text) => resolve(text)),
    )
    .option('--allow-private', 'as of a proxy that is started with it')
    .option('--json', 'as one JSON object')
    .addHelpText('after', EXAMPLES)
    .action(async (options: WhyOptions) => {
      const { explainWhy } = await import('./why.ts')
      endWith(await explainWhy(options, surroundings))
    })
}

function atOption({ nowMs }: Surroundings): Option {
  return new Option('--at <when>', 'at that time: a date, or a span from now').argParser((text) => {
    const moment = parseMoment(text, 'ahead', nowMs())
    if (moment.kind === 'time') return moment.timeMs
    throw new InvalidArgumentError(moment.sentence)
  })
}

function parseIp(text: string): string {
  if (isIP(text) !== 0) return text
  throw new InvalidArgumentError('Write an IP address such as 192.0.2.7 or 2001:db8::7.')
}

const EXAMPLES = `
Ends with 0 where the request would be let through, 1 where it would be refused or that is not
decided. Nothing is sent; names are resolved with --resolve only.

Examples:
  hopwise why --user alice --to origin.example:443
  hopwise why --user alice --to http://intranet.example/ --config hopwise.yaml --resolve
  hopwise why --user bob --group ops --to db.example:5432 --from 10.1.2.3 --at 2027-01-31T18:00
`
