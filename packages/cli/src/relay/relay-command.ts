import { resolve } from 'node:path'
import { CLIENT_SCHEMES } from '@hopwise/auth'
import { Command, Option } from 'commander'
import { othersMayRead } from '../config/read-secret.ts'
import { EXIT } from '../exit-code.ts'
import { Problem } from '../problem.ts'
import type { EndWith } from '../program.ts'
import { LOG_FORMATS } from '../serve/exchange-format.ts'
import { parseListenAddress } from '../serve/listen-address.ts'
import type { Surroundings } from '../surroundings.ts'
import { type ParentArgument, parseParentArgument } from './parent-argument.ts'
import { type RelayOptions, relay } from './relay.ts'
import type { Presented } from './relay-parents.ts'
import { type PasswordOptions, relayPassword } from './relay-password.ts'
import { NO_PARENT_FOR } from './relay-routing.ts'

interface Options extends RelayOptions, PasswordOptions {
  readonly to?: readonly string[]
  readonly scheme?: readonly string[]
  readonly test?: string | true
  readonly json?: true
}

export function relayCommand(surroundings: Surroundings, endWith: EndWith): Command {
  return addOptions(
    new Command('relay').description(
      'a proxy on this machine without a password, for programs that cannot answer one that has one',
    ),
  ).action(async (options: Options) => {
    const parents = parentsOf(options.to)
    for (const warning of await warnings(parents, options)) {
      surroundings.stderr.write(`${warning}\n`)
    }
    const presented: Presented = {
      user: options.user,
      schemes: options.scheme,
      password: await relayPassword(options, surroundings),
    }
    if (options.test === undefined) {
      endWith(await relay(options, parents, presented, surroundings))
      return
    }
    const { testParents } = await import('./test-parents.ts')
    const url = options.test === true ? undefined : options.test
    const ends = testParents({ url, json: options.json === true }, parents, presented, surroundings)
    endWith(await ends)
  })
}

function addOptions(command: Command): Command {
  return command
    .option('--to <proxy...>', 'the proxy that asks for credentials; several: in this order')
    .option('--user <name>', 'who that proxy is told this is; asks for the password')
    .addOption(
      new Option('--password-file <file>', 'read the password from a file, again when it changes')
        .argParser((text) => resolve(text))
        .conflicts('passwordStdin'),
    )
    .option('--password-stdin', 'read the password from standard input')
    .addOption(
      new Option(
        '--scheme <scheme...>',
        'answer these schemes only; the strongest is taken',
      ).choices(CLIENT_SCHEMES.map(({ name }) => name)),
    )
    .addOption(
      new Option('--listen <host:port>', 'where to listen, on loopback; port 0 finds a free one')
        .default({ host: '127.0.0.1', port: 4071 }, '127.0.0.1:4071')
        .argParser(parseListenAddress),
    )
    .option('--direct-when-unreachable', 'when no such proxy can be reached, ask origins directly')
    .addOption(noProxyOption())
    .option('--any-user', 'let every user of this machine in, and not this one alone')
    .option('--print-settings', 'print the lines for every program, not for the shell alone')
    .addOption(
      new Option(
        '--data <dir>',
        'directory for the journal; by default "relay" in that of serve',
      ).argParser((text) => resolve(text)),
    )
    .addOption(
      new Option(
        '--log-format <format>',
        'how exchanges are printed; on a terminal pretty, else json',
      ).choices(LOG_FORMATS),
    )
    .option('--test [url]', 'ask those proxies once, show each round, and end')
    .option('--json', 'with --test: as JSON')
}

/** Commander takes what begins with `--no-` for the contrary of an option, and curl has taught people this one. */
function noProxyOption(): Option {
  const option = new Option(
    '--no-proxy <list>',
    'what is reached without such a proxy, as in NO_PROXY',
  ).default(NO_PARENT_FOR)
  option.negate = false
  return option
}

function parentsOf(to: readonly string[] = []): readonly ParentArgument[] {
  if (to.length > 0) return to.map(parseParentArgument)
  throw new Problem(
    EXIT.usage,
    'Which proxy is it for? Say where it is: hopwise relay --to http://proxy.corp:8080 --user NAME.',
  )
}

async function warnings(
  parents: readonly ParentArgument[],
  { passwordFile }: PasswordOptions,
): Promise<readonly string[]> {
  const isShown = parents.some(({ login }) => login !== undefined && login.password.reveal() !== '')
  const inFile = passwordFile && (await othersMayRead(passwordFile).catch(() => undefined))
  return [...(isShown ? [SHOWN] : []), ...(inFile ? [inFile] : [])]
}

const SHOWN =
  'The password stands on the command line, where every user of this machine sees it (ps): better --user with --password-file, or be asked.'
