import { EXIT, type ExitCode } from './exit-code.ts'
import { explainError } from './explain-error.ts'
import { nearMatch } from './near-match.ts'
import { Problem } from './problem.ts'
import { COMMAND_NAMES, createProgram, type EndWith } from './program.ts'
import type { Surroundings } from './surroundings.ts'

/** Runs one command line; what can be mended is said in one sentence on standard error. */
export async function run(args: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.ok
  try {
    checkCommand(args, COMMAND_NAMES)
    const only = COMMAND_NAMES.find((name) => name === args[0])
    const endWith: EndWith = (code) => {
      exitCode = code
    }
    const program = await createProgram(surroundings, endWith, only)
    await program.parseAsync([...args], { from: 'user' })
    return exitCode
  } catch (error) {
    const ending = await explainError(error)
    if (ending.text !== undefined) surroundings.stderr.write(`${ending.text}\n`)
    return ending.exitCode
  }
}

/** With `serve` as the default, commander would take a misspelt command for an argument of it. */
function checkCommand([first = '-']: readonly string[], commands: readonly string[]): void {
  if (first.startsWith('-') || first === 'help' || commands.includes(first)) return
  const near = nearMatch(first, commands)
  const hint = near === undefined ? `one of ${commands.join(', ')}` : `"${near}"`
  throw new Problem(
    EXIT.usage,
    `There is no command "${first}": did you mean ${hint}? See hopwise --help.`,
  )
}
