import { type BigIntStats, constants } from 'node:fs'
import { type FileHandle, open, stat } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'

export interface SettledFile {
  readonly octets: Uint8Array
  /** Permission bits, such as 0o640. */
  readonly mode: number
  readonly signature: string
  /**
   * False when the file changed so shortly before it was read that another change in the same tick of
   * the file system's clock would leave the same signature: then it must be read again to be sure.
   */
  readonly isCertain: boolean
}

export interface ReadLimits {
  readonly octetsMax: number
  /** For how long a file must have been left alone. */
  readonly settleMs: number
}

/**
 * Reads a file that somebody may be writing: `htpasswd` empties it and fills it again in place. Waits
 * until it has been left alone, and reads again when it changed under way; after `TRIES_MAX` times
 * takes it as it is.
 *
 * @throws the error of `open` or `read`, or a `RangeError` when it is too large or no regular file
 */
export async function readSettled(path: string, limits: ReadLimits): Promise<SettledFile> {
  for (let tries = 1; ; tries++) {
    const read = await readOnce(path, limits)
    if (read.isAtRest || tries === TRIES_MAX) return read.file
    await delay(limits.settleMs)
  }
}

/** Changes whenever the file does: also by a rename onto it, also when size and mtime are put back. */
export async function signatureOf(path: string): Promise<string> {
  return signature(await stat(path, { bigint: true }))
}

async function readOnce(
  path: string,
  limits: ReadLimits,
): Promise<{ readonly file: SettledFile; readonly isAtRest: boolean }> {
  // A pipe that nobody writes to would keep us, and one of libuv's threads, for ever.
  const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  try {
    const before = await handle.stat({ bigint: true })
    const octets = await readAll(handle, before, limits.octetsMax)
    const readMs = Date.now()
    const after = signature(await handle.stat({ bigint: true }))
    // A clock ahead of ours (a file server's) must not make us wait: distance counts, either way.
    const ageMs = Math.abs(readMs - Number(before.mtimeMs))
    const file = {
      octets,
      mode: Number(before.mode & 0o777n),
      signature: after,
      isCertain: ageMs > TICK_MS,
    }
    return { file, isAtRest: signature(before) === after && ageMs >= limits.settleMs }
  } finally {
    await handle.close()
  }
}

async function readAll(
  handle: FileHandle,
  stats: BigIntStats,
  octetsMax: number,
): Promise<Uint8Array> {
  if (!stats.isFile()) throw new RangeError('it is not a regular file')
  if (stats.size > octetsMax) {
    throw new RangeError(`it has ${stats.size} octets, at most ${octetsMax} are read`)
  }
  return await handle.readFile()
}

function signature(stats: BigIntStats): string {
  return [stats.dev, stats.ino, stats.size, stats.mtimeNs, stats.ctimeNs, stats.mode].join(' ')
}

const TRIES_MAX = 20
/** The coarsest clock of a file system in use: two seconds, of FAT and some file servers. */
const TICK_MS = 2000
