import { type ChildProcess, spawn } from 'node:child_process'
import { delimiter } from 'node:path'

/** What a finished program leaves behind. */
export interface Ran {
  /** Exit code; `null` when a signal ended it. */
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface RunOptions {
  /** Added to the few variables every program gets; nothing else of our own environment is passed on. */
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
  readonly input?: string
  /** Milliseconds until its process group is killed and the run fails. */
  readonly limitMs?: number
}

/** Runs a program to its end. A non-zero exit is an answer, not an error; taking too long is an error. */
export function run(file: string, args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const { limitMs = 30_000 } = options
  const child = spawn(file, args, {
    cwd: options.cwd,
    env: environment(options.env),
    // Its own group, so that the time limit also ends the children it started (git-remote-http).
    detached: true,
  })
  child.stdin.on('error', () => undefined) // a program that ends without reading its input: EPIPE
  child.stdin.end(options.input ?? '')
  return finished(child, limitMs, `${file} ${args.join(' ')}`)
}

/** PATH and a UTF-8 locale, and a home that does not exist: no settings of the machine's user are read. */
export function environment(more: Readonly<Record<string, string>> = {}): Record<string, string> {
  const path = process.env['PATH'] ?? ['/usr/bin', '/bin'].join(delimiter)
  // Where `npm test` has Node keep what it has compiled: a program starts in half the time.
  const compiled = process.env['NODE_COMPILE_CACHE']
  const cache = compiled === undefined ? {} : { NODE_COMPILE_CACHE: compiled }
  return { PATH: path, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8', HOME: '/nonexistent', ...cache, ...more }
}

async function finished(child: ChildProcess, limitMs: number, what: string): Promise<Ran> {
  const stdout = collect(child.stdout)
  const stderr = collect(child.stderr)
  let late = false
  const timer = setTimeout(() => {
    late = true
    if (child.pid) process.kill(-child.pid, 'SIGKILL')
  }, limitMs)
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  }).finally(() => clearTimeout(timer))
  if (late) throw new Error(`${what}: not finished after ${limitMs} ms\n${stdout()}\n${stderr()}`)
  return { code, stdout: stdout(), stderr: stderr() }
}

function collect(stream: NodeJS.ReadableStream | null): () => string {
  const chunks: Buffer[] = []
  stream?.on('data', (chunk: Buffer) => chunks.push(chunk))
  return () => Buffer.concat(chunks).toString()
}
