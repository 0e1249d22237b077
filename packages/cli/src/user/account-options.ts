import { parseHostPattern, parseHours } from '@hopwise/proxy'
import type { AccountChange } from '@hopwise/store'
import { type Command, InvalidArgumentError, Option } from 'commander'

export interface AccountOptions {
  readonly group?: readonly string[]
  readonly removeGroup?: readonly string[]
  readonly allowHost?: readonly string[]
  readonly allowMethod?: readonly string[]
  readonly allowHours?: readonly string[]
}

/** Groups and limits of a user. What cannot be read is refused here, where somebody can correct it. */
export function addAccountOptions(command: Command): Command {
  const several = (flags: string, description: string, parse: (text: string) => string): Option =>
    new Option(flags, `${description}; may be given several times`).argParser(collect(parse))
  return command
    .addOption(several('--group <name>', 'a group that the user is in', parseGroup))
    .addOption(
      several('--allow-host <pattern>', 'a host that may be reached, no others; or any', parseHost),
    )
    .addOption(
      several(
        '--allow-method <method>',
        'a method that may be used, no others; or any',
        parseMethod,
      ),
    )
    .addOption(
      several('--allow-hours <hours>', 'when, such as "mon-fri 08:00-18:00"; or any', parseTimes),
    )
}

/** Only for a user who may be in groups already. */
export function addRemoveGroupOption(command: Command): Command {
  return command.addOption(
    new Option(
      '--remove-group <name>',
      'a group that the user is no longer in; may be given several times',
    ).argParser(collect(parseGroup)),
  )
}

/** What the options ask for. A list is the whole new list of its kind; `any` lifts the limit. */
export function accountChange(options: AccountOptions): AccountChange {
  return {
    addGroups: options.group,
    removeGroups: options.removeGroup,
    hosts: limit(options.allowHost),
    methods: limit(options.allowMethod),
    hours: limit(options.allowHours),
  }
}

function limit(values: readonly string[] | undefined): readonly string[] | undefined {
  return values?.includes(ANY) === true ? [] : values && [...new Set(values)]
}

function collect(parse: (text: string) => string): (text: string, before?: string[]) => string[] {
  return (text, before = []) => [...before, parse(text)]
}

function parseGroup(text: string): string {
  const name = text.normalize('NFC')
  if (name !== '' && name.trim() === name && !/\p{Cc}/u.test(name) && name.length <= NAME_MAX) {
    return name
  }
  throw new InvalidArgumentError(
    `A group is 1 to ${NAME_MAX} characters, without control characters and without spaces at its ends.`,
  )
}

function parseHost(text: string): string {
  if (text === ANY) return text
  const parsed = parseHostPattern(text)
  if (parsed.kind === 'pattern') return text
  throw new InvalidArgumentError(`Character ${parsed.column + 1}: ${parsed.problem}.`)
}

function parseTimes(text: string): string {
  if (text === ANY) return text
  const parsed = parseHours(text)
  if (parsed.kind === 'hours') return text
  throw new InvalidArgumentError(`Character ${parsed.column + 1}: ${parsed.problem}.`)
}

/** RFC 9110 §9.1: a token, and its case counts. */
function parseMethod(text: string): string {
  if (text === ANY) return text
  if (!/^[!#$%&'*+.^_`|~\w-]+$/.test(text)) {
    throw new InvalidArgumentError('A method is one word, such as GET or CONNECT.')
  }
  if (text === text.toUpperCase()) return text
  throw new InvalidArgumentError(`Methods are written in upper case: ${text.toUpperCase()}.`)
}

const ANY = 'any'
const NAME_MAX = 255
