import { Command, InvalidArgumentError } from 'commander'
import { dataOption } from '../data-option.ts'
import type { EndWith } from '../program.ts'
import type { Surroundings } from '../surroundings.ts'
import { clearLockOuts } from './clear-lock-outs.ts'
import { type ClientRange, parseClientRange } from './client-range.ts'
import { listLockOuts } from './list-lock-outs.ts'

/** Everything here holds at once in a running proxy: it sees that the file has changed. */
export function lockoutsCommand(surroundings: Surroundings, _endWith: EndWith): Command {
  const command = new Command('lockouts').description(
    'who has to wait after too many wrong passwords; ends it at once, also in a running proxy',
  )
  const sub = (name: string, description: string): Command =>
    command
      .command(name)
      .description(description)
      .option('--user <name>', 'of one user, as claimed')
      .option('--client <address>', 'of one client: 192.0.2.7, 192.0.2.0/24, 2001:db8::/64', client)
      .addOption(dataOption(surroundings))
      .option('--json', 'as a JSON array')
  sub('list', 'show who is locked out').action((options) => listLockOuts(options, surroundings))
  sub('clear', 'let them try again: all of them, or those that are named').action((options) =>
    clearLockOuts(options, surroundings),
  )
  return command
}

function client(text: string): ClientRange {
  const range = parseClientRange(text)
  if (range !== undefined) return range
  throw new InvalidArgumentError('Write an address or a prefix: 192.0.2.7, 2001:db8::/64.')
}
