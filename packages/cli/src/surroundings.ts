import { closeSync, openSync } from 'node:fs'
import { homedir } from 'node:os'
import type { Readable, Writable } from 'node:stream'

/** Where a command reads and writes. `isTTY` and `columns` are those of Node's streams. */
export interface Input extends Readable {
  readonly isTTY?: boolean
  setRawMode?(mode: boolean): unknown
}

export interface Output extends Writable {
  readonly isTTY?: boolean
  readonly columns?: number
}

export type StopSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP'

/** Everything a command learns from the process it runs in, handed down from `main`. */
export interface Surroundings {
  readonly stdin: Input
  readonly stdout: Output
  readonly stderr: Output
  readonly env: Readonly<Record<string, string | undefined>>
  readonly home: string
  readonly processId: number
  /** What to type for this program: `npx hopwise` in a checkout. */
  readonly commandName: string
  nowMs(): number
  /** Of the local time zone at a time, east positive. */
  offsetMinutes(timeMs: number): number
  random(octets: number): Uint8Array
  /** Whether this process still belongs to a terminal: not after its window was closed. */
  hasTerminal(): boolean
  /** For libraries that look into the environment of the process. */
  setVariable(name: string, value: string): void
  /** Calls `listener` for each of the signals from now on. */
  onStopSignal(listener: (signal: StopSignal) => void): void
  /** Ends the process without waiting for anything. */
  exit(code: number): void
}

export function surroundingsOf(process: NodeJS.Process): Surroundings {
  return {
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    home: homedir(),
    processId: process.pid,
    commandName: isCheckout() ? 'npx hopwise' : 'hopwise',
    nowMs: Date.now,
    offsetMinutes: (timeMs) => -new Date(timeMs).getTimezoneOffset(),
    // Not of node:crypto, which takes as long to load as explaining a code.
    random: (octets) => crypto.getRandomValues(new Uint8Array(octets)),
    hasTerminal,
    setVariable: (name, value) => {
      process.env[name] = value
    },
    onStopSignal(listener) {
      for (const signal of STOP_SIGNALS) process.on(signal, () => listener(signal))
    },
    exit: (code) => process.exit(code),
  }
}

/** The device is every process's own terminal; without one it cannot be opened (ENXIO). */
function hasTerminal(): boolean {
  try {
    closeSync(openSync('/dev/tty', 'r'))
    return true
  } catch {
    return false
  }
}

/** Sources run in a checkout only: what is installed is compiled, and Node would not run it otherwise. */
function isCheckout(): boolean {
  return import.meta.url.endsWith('.ts')
}

/** Whether to colour what goes there: https://no-color.org, and terminals that cannot. */
export function wantsColour(output: Output, env: Surroundings['env']): boolean {
  return output.isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb'
}

const STOP_SIGNALS: readonly StopSignal[] = ['SIGINT', 'SIGTERM', 'SIGHUP']
