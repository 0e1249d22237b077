import { Command, InvalidArgumentError, Option } from 'commander'
import { dataOption } from '../data-option.ts'
import { parseMoment } from '../moment.ts'
import type { EndWith } from '../program.ts'
import type { Surroundings } from '../surroundings.ts'
import { addAccountOptions, addRemoveGroupOption } from './account-options.ts'
import { addUser } from './add-user.ts'
import { changeUser } from './change-user.ts'
import { addDigestOptions } from './digest-option.ts'
import { listUsers } from './list-users.ts'
import { setPassword } from './set-password.ts'
import { setUser } from './set-user.ts'

/** Everything here holds at once in a running proxy: it sees that the file has changed. */
export function userCommand(surroundings: Surroundings, _endWith: EndWith): Command {
  const command = new Command('user').description(
    'say who may sign in; holds at once, also in a running proxy',
  )
  const sub = (name: string, description: string): Command =>
    command.command(name).description(description).addOption(dataOption(surroundings))

  const password = (name: string, description: string): Command =>
    addDigestOptions(sub(name, description))
      .argument('<name>', 'the user')
      .addOption(new Option('--password-stdin', 'read the password from standard input'))
      .addOption(
        new Option('--generate', 'make a password and print it').conflicts('passwordStdin'),
      )
      .addOption(expiresOption(surroundings))
  addAccountOptions(password('add', 'let a user in; asks for the password')).action(
    async (name: string, options) => addUser(name, options, surroundings),
  )
  password('passwd', 'give a user another password').action(async (name: string, options) =>
    setPassword(name, options, surroundings),
  )
  addRemoveGroupOption(addAccountOptions(sub('set', "change a user's groups, limits or expiry")))
    .argument('<name>', 'the user')
    .addOption(expiresOption(surroundings))
    .action((name: string, options) => setUser(name, options, surroundings))
  sub('list', 'show all users')
    .option('--json', 'as a JSON array')
    .action((options) => listUsers(options, surroundings))
  for (const [name, description] of CHANGES) {
    sub(name, description)
      .argument('<name>', 'the user')
      .action((user: string, options) => changeUser(name, user, options, surroundings))
  }
  return command
}

function expiresOption({ nowMs }: Surroundings): Option {
  return new Option(
    '--expires <when>',
    'when the user is not let in any more: a span such as 30d, a date, or never',
  ).argParser((text) => {
    if (text === 'never') return 'never'
    const moment = parseMoment(text, 'ahead', nowMs())
    if (moment.kind === 'unreadable') throw new InvalidArgumentError(moment.sentence)
    if (moment.timeMs > nowMs()) return moment.timeMs
    throw new InvalidArgumentError('That time has passed: to keep a user out, disable them.')
  })
}

const CHANGES = [
  ['disable', 'keep a user out, without forgetting them'],
  ['enable', 'let a disabled user in again'],
  ['remove', 'forget a user'],
] as const
