import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import { cleanUp } from './clean-up.ts'

export const BINARY: string = fileURLToPath(new URL('../../bin/hopwise.mjs', import.meta.url))

export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** The real command, run to its end. */
export async function hopwise(args: readonly string[], input = ''): Promise<Ended> {
  const started = start(args)
  started.child.stdin?.end(input)
  const code = await started.ended
  return { code, stdout: started.stdout(), stderr: started.stderr() }
}

export interface Started {
  readonly child: ChildProcess
  readonly ended: Promise<number | null>
  stdout(): string
  stderr(): string
  /** The first match in what it has printed on standard error. */
  until(pattern: RegExp): Promise<RegExpExecArray>
}

/** The real command, killed at the end of the test if it has not ended by itself. */
export function startHopwise(t: TestContext, args: readonly string[]): Started {
  const started = start(args)
  cleanUp(t, async () => {
    started.child.kill('SIGKILL')
    await started.ended
  })
  return started
}

function start(args: readonly string[]): Started {
  const env = { PATH: process.env['PATH'], HOME: '/nonexistent', LANG: 'C.UTF-8', TZ: 'UTC' }
  const child = spawn(process.execPath, [BINARY, ...args], { env })
  const printed = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (chunk: string) => {
      printed[name] += chunk
    })
  }
  const ended = once(child, 'close').then(([code]) => code as number | null)
  return {
    child,
    ended,
    stdout: () => printed.stdout,
    stderr: () => printed.stderr,
    until: (pattern) => until(() => pattern.exec(printed.stderr), child.stderr, printed),
  }
}

/** Looks again whenever something is printed; an error when it ends without. */
async function until<T>(
  look: () => T | null,
  stream: NodeJS.ReadableStream,
  printed: { readonly stderr: string },
): Promise<T> {
  for (;;) {
    const found = look()
    if (found !== null) return found
    const next = await Promise.race([
      once(stream, 'data').then(() => 'data'),
      once(stream, 'close').then(() => 'close'),
    ])
    if (next === 'close' && look() === null) throw new Error(`it ended:\n${printed.stderr}`)
  }
}
