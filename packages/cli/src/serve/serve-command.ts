import { Command, InvalidArgumentError, Option } from 'commander'
import { dataOption } from '../data-option.ts'
import type { EndWith } from '../program.ts'
import type { Surroundings } from '../surroundings.ts'
import { LOG_FORMATS } from './exchange-format.ts'
import { parseListenAddress } from './listen-address.ts'
import { type ServeOptions, serve } from './serve.ts'

export function serveCommand(surroundings: Surroundings, endWith: EndWith): Command {
  return new Command('serve')
    .description('run the proxy (what hopwise does when no command is given)')
    .addOption(
      new Option(
        '--config <file>',
        'configure the proxy by this file, default $HOPWISE_CONFIG; other options go before it',
      ),
    )
    .addOption(
      new Option('--listen <host:port>', 'where to listen; port 0 finds a free one')
        .default({ host: '127.0.0.1', port: 4070 }, '127.0.0.1:4070')
        .argParser(parseListenAddress),
    )
    .addOption(dataOption(surroundings))
    .addOption(
      new Option(
        '--htpasswd <file>',
        'let in who is in this password file, read live, instead of those of "hopwise user"',
      ),
    )
    .addOption(
      new Option('--realm <text>', 'what clients show when they ask for a password')
        .default('Hopwise')
        .argParser(parseRealm),
    )
    .addOption(
      new Option(
        '--allow-private',
        'let clients reach loopback, private and link-local addresses, which is refused otherwise',
      ),
    )
    .addOption(
      new Option(
        '--log-format <format>',
        'how exchanges are printed; on a terminal pretty, else json',
      ).choices(LOG_FORMATS),
    )
    .action(async (options: ServeOptions, command: Command) => {
      endWith(await serve(given(options, command), surroundings))
    })
}

/** Without defaults: a configuration goes before them, and what was said goes before a configuration. */
function given(options: ServeOptions, command: Command): ServeOptions {
  const said = Object.entries(options).filter(
    ([name]) => command.getOptionValueSource(name) !== 'default',
  )
  return Object.fromEntries(said)
}

/** Sent in a quoted string that clients show as it is (RFC 9110 §11.5). */
function parseRealm(text: string): string {
  if (/^[\x20-\x7e]{1,200}$/.test(text)) return text
  throw new InvalidArgumentError('Use 1 to 200 characters of printable ASCII.')
}
