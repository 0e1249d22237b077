import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import type { TestContext } from 'node:test'
import type { StopSignal, Surroundings } from '../surroundings.ts'
import { cleanUp } from './clean-up.ts'

/** A process that is none: streams to look into, a clock that stands, signals on demand. */
export interface Scene {
  readonly surroundings: Surroundings
  readonly stdin: PassThrough
  /** What was printed so far. */
  stdout(): string
  stderr(): string
  signal(signal: StopSignal): void
  readonly exits: number[]
}

export interface SceneOptions {
  readonly isTty?: boolean
  readonly columns?: number
  readonly env?: Surroundings['env']
}

/** 2026-11-21 12:00:00 UTC */
export const NOW_MS: number = Date.UTC(2026, 10, 21, 12)

export function scene(options: SceneOptions = {}): Scene {
  const { isTty = false, columns, env = {} } = options
  const terminal = { isTTY: isTty, ...(columns !== undefined && { columns }) }
  const stdin = new PassThrough()
  const stdout = new PassThrough()
  const stderr = new PassThrough()
  const listeners: ((signal: StopSignal) => void)[] = []
  const exits: number[] = []
  return {
    stdin,
    stdout: collect(stdout),
    stderr: collect(stderr),
    signal: (signal) => listeners.forEach((listener) => void listener(signal)),
    exits,
    surroundings: {
      stdin: Object.assign(stdin, { isTTY: isTty, setRawMode: () => stdin }),
      stdout: Object.assign(stdout, terminal),
      stderr: Object.assign(stderr, terminal),
      env,
      home: '/home/alice',
      processId: 4711,
      commandName: 'hopwise',
      nowMs: () => NOW_MS,
      offsetMinutes: () => 0,
      random: (octets) => new Uint8Array(octets).map((_, n) => n),
      hasTerminal: () => isTty,
      setVariable: () => {},
      onStopSignal: (listener) => void listeners.push(listener),
      exit: (code) => void exits.push(code),
    },
  }
}

/** A directory of its own for one test, gone afterwards. */
export function temporaryDirectory(t: TestContext): string {
  const directory = mkdtempSync(join(tmpdir(), 'hopwise-cli-'))
  cleanUp(t, () => rmSync(directory, REMOVAL))
  return directory
}

function collect(stream: PassThrough): () => string {
  let text = ''
  stream.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk
  })
  return () => text
}

/**
 * A command whose terminal was closed under it may write one last time while its data is removed:
 * then (ENOTEMPTY) Node tries again, for a second or so.
 */
const REMOVAL = { recursive: true, force: true, maxRetries: 20, retryDelay: 50 } as const
