import { constants, openSync, writeSync } from 'node:fs'
import { Writable } from 'node:stream'
import type { Output } from '../surroundings.ts'

/**
 * Standard output as a stream that never holds up the process. Node's does not for pipes, but for a
 * terminal it waits, and a terminal that was stopped with Ctrl-S would stop the proxy.
 */
export function standardOutput(stdout: Output): Writable {
  return stdout.isTTY === true ? (unblockedTerminal() ?? stdout) : stdout
}

/** The terminal opened anew, so that O_NONBLOCK is ours alone. */
function unblockedTerminal(): Writable | undefined {
  let fd: number
  try {
    const { O_WRONLY, O_NONBLOCK, O_NOCTTY } = constants
    fd = openSync('/dev/stdout', O_WRONLY | O_NONBLOCK | O_NOCTTY)
  } catch {
    return undefined // no /dev/stdout here, or not ours to open: then as Node does it
  }
  return new Writable({
    write: (chunk: Buffer, _encoding, done) => writeAll(fd, chunk, done),
  })
}

/** A full terminal is asked again after a while; it cannot say when it goes on. */
function writeAll(fd: number, rest: Buffer, done: (error?: Error | null) => void): void {
  let written = 0
  try {
    written = writeSync(fd, rest)
  } catch (error) {
    if (!(error instanceof Error)) throw error
    if (!('code' in error) || error.code !== 'EAGAIN') {
      done(error)
      return
    }
  }
  if (written === rest.length) done()
  else setTimeout(writeAll, RETRY_MS, fd, rest.subarray(written), done).unref()
}

const RETRY_MS = 50
