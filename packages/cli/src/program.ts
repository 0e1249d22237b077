import { Command } from 'commander'
import type { ExitCode } from './exit-code.ts'
import { journalCommand } from './journal/journal-command.ts'
import { serveCommand } from './serve/serve-command.ts'
import type { Surroundings } from './surroundings.ts'
import { userCommand } from './user/user-command.ts'
import { VERSION } from './version.ts'

/** How a command says what the process is to end with; 0 unless it says otherwise. */
export type EndWith = (exitCode: ExitCode) => void

/** The whole command line. A new command is one file and one line here. */
export function createProgram(surroundings: Surroundings, endWith: EndWith): Command {
  const { stdout, stderr } = surroundings
  const program = new Command('hopwise')
    .description('An authenticating HTTP proxy that explains its 407s.')
    .version(VERSION, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .addHelpText('after', EXAMPLES)
    .configureHelp({ minWidthToWrap: 20 }) // else a narrow terminal breaks words
    .exitOverride()
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
      outputError: (text, write) => write(text.replace(/^error: /, 'hopwise: ')),
      getOutHelpWidth: () => helpWidth(stdout.columns),
      getErrHelpWidth: () => helpWidth(stderr.columns),
    })
  for (const create of [serveCommand, userCommand, journalCommand]) {
    const command = create(surroundings, endWith)
    program.addCommand(command, { isDefault: command.name() === 'serve' })
    inheritSettings(program, command)
  }
  return program
}

/** `addCommand` hands nothing down, unlike `command`. */
function inheritSettings(from: Command, to: Command): void {
  to.copyInheritedSettings(from).helpOption('-h, --help', 'print this help')
  for (const command of to.commands) inheritSettings(from, command)
}

/** Text that runs over a wide screen is hard to read. */
function helpWidth(columns: number | undefined): number {
  return Math.min(columns ?? 80, 100)
}

const EXAMPLES = `
Examples:
  hopwise                              serve on 127.0.0.1:4070
  hopwise user add alice               let alice in; asks for her password
  hopwise journal --since 1h           what passed in the last hour
  hopwise journal 3F9K-T2QX-0A7M       one exchange, explained
`
