import { resolve } from 'node:path'
import { CLIENT_SCHEMES } from '@hopwise/auth'
import { formatParentAddress } from '@hopwise/proxy'
import { Command, Option } from 'commander'
import { othersMayRead } from '../config/read-secret.ts'
import { EXIT } from '../exit-code.ts'
import { PacLocation } from '../pac/pac-location.ts'
import { Problem } from '../problem.ts'
import type { EndWith } from '../program.ts'
import { LOG_FORMATS } from '../serve/exchange-format.ts'
import { parseListenAddress } from '../serve/listen-address.ts'
import type { Surroundings } from '../surroundings.ts'
import { environmentParent } from './parents/environment-parent.ts'
import { type ParentArgument, parseParentArgument } from './parents/parent-argument.ts'
import type { Presented } from './parents/relay-parents.ts'
import { type PasswordOptions, relayPassword } from './parents/relay-password.ts'
import { NO_PARENT_FOR } from './parents/relay-routing.ts'
import { type RelayOptions, relay } from './relay.ts'

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
    const { parents, noProxy } = waysOf(options, surroundings)
    checkScriptOptions(options)
    for (const warning of await warnings(parents, options)) {
      surroundings.stderr.write(`${warning}\n`)
    }
    const presented: Presented = {
      user: options.user,
      schemes: options.scheme,
      password: await relayPassword(options, surroundings),
    }
    if (options.test === undefined) {
      endWith(await relay({ ...options, noProxy }, parents, presented, surroundings))
      return
    }
    const url = options.test === true ? undefined : options.test
    const asked = { url, json: options.json === true }
    if (options.pac === undefined) {
      const { testParents } = await import('./trial/test-parents.ts')
      endWith(await testParents(asked, parents, presented, surroundings))
    } else {
      const { testScript } = await import('./trial/test-script.ts')
      const { pac, credentialsFor = '' } = options
      const trust = { parents, credentialsFor, presented }
      endWith(await testScript(asked, pac, trust, surroundings))
    }
  })
}

function addOptions(command: Command): Command {
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

interface Ways {
  readonly parents: readonly ParentArgument[]
  readonly noProxy: string
}

function waysOf({ to = [], pac, listen, noProxy }: Options, { env, stderr }: Surroundings): Ways {
  if (to.length > 0 || pac !== undefined) return { parents: to.map(parseParentArgument), noProxy }
  const found = environmentParent(env, listen)
  if (found === undefined) throw new Problem(EXIT.usage, WHICH)
  const { address } = found.argument
  stderr.write(`without --to: ${found.variable} says ${formatParentAddress(address)}\n`)
  const isUnsaid = noProxy === NO_PARENT_FOR && found.noProxy !== ''
  const parents = [found.argument]
  return { parents, noProxy: isUnsaid ? `${noProxy},${found.noProxy}` : noProxy }
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

/** A password that nobody may have is a mistake, and who may have it is not for a script to say. */
function checkScriptOptions({ pac, to = [], user, credentialsFor }: Options): void {
  if (pac === undefined && credentialsFor !== undefined) {
    throw new Problem(
      EXIT.usage,
      '--credentials-for is about the proxies that a script names: it goes with --pac.',
    )
  }
  if (pac === undefined || user === undefined) return
  if (to.length > 0 || credentialsFor !== undefined) return
  throw new Problem(
    EXIT.usage,
    `Which of the proxies that the script names may have the password of ${user}? Say --credentials-for proxy.corp, as many as you like with commas, .corp for all below it. "hopwise relay --pac … --test" without --user shows what it names.`,
  )
}

async function warnings(
  parents: readonly ParentArgument[],
  { passwordFile, to = [] }: Pick<Options, 'passwordFile' | 'to'>,
): Promise<readonly string[]> {
  const isOnLine = to.length > 0
  const isShown =
    isOnLine && parents.some(({ login }) => login !== undefined && login.password.reveal() !== '')
  const inFile = passwordFile && (await othersMayRead(passwordFile).catch(() => undefined))
  return [...(isShown ? [SHOWN] : []), ...(inFile ? [inFile] : [])]
}

const EXAMPLES = `
Examples:
  hopwise relay --to http://proxy.corp:8080 --user NAME  asks for the password
  hopwise relay --to http://proxy.corp:8080              with a Kerberos ticket
  hopwise relay --to http://proxy.corp:8080 --user NAME --test
`

const WHICH = `Which proxy is it for? Neither --to nor https_proxy names one.
  hopwise relay --to http://proxy.corp:8080 --user NAME  asks for the password
  hopwise relay --to http://proxy.corp:8080              with a Kerberos ticket
  hopwise relay --pac http://wpad.corp/wpad.dat          by the company's script`

const SHOWN =
  'The password stands on the command line, where every user of this machine sees it (ps): better --user with --password-file, or be asked.'
