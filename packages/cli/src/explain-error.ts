import { CommanderError } from 'commander'
import { EXIT, type ExitCode } from './exit-code.ts'
import { Problem } from './problem.ts'

/** What is printed and returned for an error. */
export interface Ending {
  readonly exitCode: ExitCode
  /** For standard error, without the line break; absent when everything has been said. */
  readonly text?: string
}

/** One sentence for what the operator can mend; the stack for what only we can. */
export async function explainError(error: unknown): Promise<Ending> {
  if (error instanceof Problem) {
    return { exitCode: error.exitCode, text: `hopwise: ${error.message}` }
  }
  // Commander has printed its message, or the help that was asked for.
  if (error instanceof CommanderError) {
    return { exitCode: error.exitCode === 0 ? EXIT.ok : EXIT.usage }
  }
  // Not before it is needed: a command without data does not load a database.
  const { StoreError } = await import('@hopwise/store')
  if (error instanceof StoreError) return { exitCode: EXIT.data, text: `hopwise: ${error.message}` }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return { exitCode: EXIT.bug, text: `hopwise: this is a bug, please report it.\n${stack}` }
}
