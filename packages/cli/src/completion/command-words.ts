import type { Command } from 'commander'

/** One option of a command, as a shell needs it. */
export interface OptionWords {
  /** `-H`, `--header`. */
  readonly flags: readonly string[]
  readonly description: string
  /** Absent for an option without a value; empty when nothing can be proposed for it. */
  readonly values?: readonly string[]
  readonly isFile: boolean
}

/** What can be typed behind a command. */
export interface CommandWords {
  /** `['user', 'add']`; empty for the program itself. */
  readonly path: readonly string[]
  readonly description: string
  readonly commands: readonly { readonly name: string; readonly description: string }[]
  readonly options: readonly OptionWords[]
  /** Proposals for its argument. */
  readonly values: readonly string[]
}

/** Proposals that commander does not know: by command path, and in it by option; '' is the argument. */
export type Proposals = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>

/** Every command of the program, itself first, with all that belongs to it. */
export function commandWords(
  command: Command,
  proposals: Proposals,
  path: readonly string[] = [],
): CommandWords[] {
  const own = proposals[path.join(' ')] ?? {}
  const choices = command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? [])
  const words: CommandWords = {
    path,
    description: command.description(),
    commands: command.commands.map((one) => ({ name: one.name(), description: one.description() })),
    options: optionsOf(command, own),
    values: own[''] ?? choices,
  }
  return [
    words,
    ...command.commands.flatMap((one) => commandWords(one, proposals, [...path, one.name()])),
  ]
}

function optionsOf(command: Command, own: Proposals[string]): OptionWords[] {
  return command
    .createHelp()
    .visibleOptions(command)
    .map((option) => {
      const { short, long, description, required, optional, argChoices } = option
      const takesValue = required || optional
      const values = own[long ?? ''] ?? argChoices ?? []
      return {
        flags: [short, long].flatMap((flag) => flag ?? []),
        description,
        ...(takesValue ? { values } : {}),
        isFile: takesValue && /<(?:dir|file)>/.test(option.flags),
      }
    })
}
