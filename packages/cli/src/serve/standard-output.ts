import { constants, fstatSync, openSync, writeSync } from 'node:fs'
import { Writable } from 'node:stream'
import type { Output } from '../surroundings.ts'

/**
 * Standard output as a stream that never holds up the process. Node's does not for pipes, but for a
 * terminal it waits, and a terminal that was stopped with Ctrl-S would stop the proxy.
 */
export function standardOutput(stdout: Output): Writable {
  return stdout.isTTY === true ? (unblockedTerminal('/dev/stdout') ?? stdout) : stdout
}

/** Standard error likewise, for the notices of a proxy that is running. */
export function standardError(stderr: Output): Writable {
  if (stderr.isTTY !== true) return stderr
  const terminal = unblockedTerminal('/dev/stderr')
  // A terminal that is gone can be told nothing, this neither; the journal has what happened.
  terminal?.on('error', () => {})
  return terminal ?? stderr
}

/** The terminal opened anew, so that O_NONBLOCK is ours alone. */
function unblockedTerminal(device: '/dev/stdout' | '/dev/stderr'): Writable | undefined {
  let fd: number
  try {
    const { O_WRONLY, O_NONBLOCK, O_NOCTTY } = constants
    fd = openSync(device, O_WRONLY | O_NONBLOCK | O_NOCTTY)
  } catch {
    return undefined // no such device here, or not ours to open: then as Node does it
  }
  const terminal: Device = { fd, number: fstatSync(fd).rdev }
  return new Writable({
    write: (chunk: Buffer, _encoding, done) => writeAll(terminal, chunk, done),
  })
}

interface Device {
  readonly fd: number
  /** The same for both streams of one terminal. */
  readonly number: number
}

/** A full terminal is asked again after a while; it cannot say when it goes on. */
function writeAll(device: Device, rest: Buffer, done: (error?: Error | null) => void): void {
  let written = 0
  try {
    if (isOurTurn(device)) written = writeSync(device.fd, rest)
  } catch (error) {
    if (!(error instanceof Error)) throw error
    if (!('code' in error) || error.code !== 'EAGAIN') {
      IN_THE_MIDDLE.delete(device.number)
      done(error)
      return
    }
  }
  if (written === rest.length) {
    IN_THE_MIDDLE.delete(device.number)
    done()
    return
  }
  if (written > 0) IN_THE_MIDDLE.set(device.number, device.fd)
  setTimeout(writeAll, RETRY_MS, device, rest.subarray(written), done).unref()
}

/** Where one stream has stopped in the middle of a line, the other must not go on in it. */
function isOurTurn({ fd, number }: Device): boolean {
  const writing = IN_THE_MIDDLE.get(number)
  return writing === undefined || writing === fd
}

/** Terminals of which a part was written, and by whom. */
const IN_THE_MIDDLE = new Map<number, number>()

const RETRY_MS = 50
