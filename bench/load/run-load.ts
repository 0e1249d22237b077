import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import type { Scope } from '../machine/scope.ts'

/** Runs a load generator to its end and returns what it printed; stops it and throws after `limitMs`. */
export async function runLoad(
  scope: Scope,
  command: string,
  args: readonly string[],
  limitMs: number,
): Promise<string> {
  return await scope.within(async (inner) => {
    const program = inner.start(command, args, { stdout: 'pipe' })
    const tooLong = AbortSignal.timeout(limitMs)
    const [output, [code]] = await abortable(
      Promise.all([
        text(program.child.stdout as Readable),
        once(program.child, 'exit') as Promise<[number | null]>,
      ]),
      tooLong,
    )
    if (code !== 0)
      throw new Error(`the load generator failed: ${lastLine(program.said() || output)}`)
    return output
  })
}

async function abortable<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error('the load generator took too long')))
  })
  return await Promise.race([work, aborted])
}

/** Node ends a stack trace with its version: the error is the line that says so. */
function lastLine(said: string): string {
  return /^\w*Error: .*$/m.exec(said)?.[0] ?? said.trim().slice(-300)
}
