import { Command } from 'commander'
import type { ExitCode } from './exit-code.ts'
import type { Surroundings } from './surroundings.ts'
import { VERSION } from './version.ts'

/** How a command says what the process is to end with; 0 unless it says otherwise. */
export type EndWith = (exitCode: ExitCode) => void

type Create = (surroundings: Surroundings, endWith: EndWith) => Command

/** Every command and where it is. A new command is one file and one line here. */
const COMMANDS = {
  serve: async () => (await import('./serve/serve-command.ts')).serveCommand,
  relay: async () => (await import('./relay/relay-command.ts')).relayCommand,
  user: async () => (await import('./user/user-command.ts')).userCommand,
  token: async () => (await import('./token/token-command.ts')).tokenCommand,
  lockouts: async () => (await import('./lockouts/lockouts-command.ts')).lockoutsCommand,
  config: async () => (await import('./config/config-command.ts')).configCommand,
  journal: async () => (await import('./journal/journal-command.ts')).journalCommand,
  why: async () => (await import('./why/why-command.ts')).whyCommand,
  explain: async () => (await import('./explain/explain-command.ts')).explainCommand,
  codes: async () => (await import('./codes/codes-command.ts')).codesCommand,
  completion: async () => (await import('./completion/completion-command.ts')).completionCommand,
} as const satisfies Record<string, () => Promise<Create>>

export type CommandName = keyof typeof COMMANDS

export const COMMAND_NAMES = Object.keys(COMMANDS) as readonly CommandName[]

/**
 * The command line. With `only`, just that command is loaded: a proxy's modules take longer to
 * load than an explanation takes to print.
 */
export async function createProgram(
  surroundings: Surroundings,
  endWith: EndWith,
  only?: CommandName,
): Promise<Command> {
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
  for (const name of only === undefined ? COMMAND_NAMES : [only]) {
    const create: Create = await COMMANDS[name]()
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
  hopwise relay --to HOST:PORT         a way through a proxy that asks for a password
  hopwise user add alice               let alice in; asks for her password
  hopwise token create --user alice    print a token for a program of hers
  hopwise journal --since 1h           what passed in the last hour
  hopwise journal 3F9K-T2QX-0A7M       one exchange, explained
  hopwise explain 407                  what a code means and what to do
`
