import { resolve } from 'node:path'
import { CLIENT_SCHEMES } from '@hopwise/auth'
import { type Command, Option } from 'commander'
import { EXIT } from '../exit-code.ts'
import { PacLocation } from '../pac/pac-location.ts'
import { Problem } from '../problem.ts'
import { LOG_FORMATS } from '../serve/exchange-format.ts'
import { parseListenAddress } from '../serve/listen-address.ts'
import type { PasswordOptions } from './parents/relay-password.ts'
import { NO_PARENT_FOR } from './parents/relay-routing.ts'
import type { RelayOptions } from './relay.ts'

/** What the command line of `hopwise relay` may say. */
export interface RelayCommandOptions extends RelayOptions, PasswordOptions {
  readonly to?: readonly string[]
  readonly scheme?: readonly string[]
  readonly test?: string | true
  readonly json?: true
}

export function withRelayOptions(command: Command): Command {
  return command
    .option(
      '--to <proxy...>',
      'the proxy that asks for credentials, by default that of https_proxy; several: in this order',
    )
    .addOption(
      new Option(
        '--pac <where>',
        'the PAC script that names the proxies: a URL, the path of a file, or wpad',
      ).argParser(parsePac),
    )
    .option(
      '--credentials-for <list>',
      'which proxies of that script get credentials, besides those of --to, as in NO_PROXY',
    )
    .option(
      '--user <name>',
      'the name to sign in with there, such as max or CORP\\max; asks for the password',
    )
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
    .addHelpText('after', EXAMPLES)
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

function parsePac(text: string): PacLocation {
  try {
    return new PacLocation(text)
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    // The argument is not repeated: it may have a login in it.
    throw new Problem(EXIT.usage, `--pac: ${error.message}.`)
  }
}

const EXAMPLES = `
Examples:
  hopwise relay --to http://proxy.corp:8080 --user NAME  asks for the password
  hopwise relay --to http://proxy.corp:8080              with a Kerberos ticket
  hopwise relay --to http://proxy.corp:8080 --user NAME --test
`
