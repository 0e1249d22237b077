import { existsSync, mkdirSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { StoreError, storeErrorFrom } from './store-error.ts'

/** Where things are in a data directory. */
export interface DataFiles {
  readonly directory: string
  /** Users apart from the journal: one full of entries, or damaged, must not lock everybody out. */
  readonly users: string
  readonly journal: string
  readonly lockOuts: string
  readonly lock: string
}

export function dataFiles(directory: string): DataFiles {
  return {
    directory,
    users: join(directory, 'users.db'),
    journal: join(directory, 'journal.db'),
    lockOuts: join(directory, 'lock-outs.db'),
    lock: join(directory, 'serve.lock'),
  }
}

export interface CreatedDirectory {
  readonly files: DataFiles
  /** Removes what was created, with all that is in it; nothing when the directory was there before. */
  undo(): void
}

/**
 * Creates the directory, for its owner alone, when it is missing. An existing one keeps its mode.
 *
 * @throws {StoreError}
 */
export function createDataDirectory(directory: string): CreatedDirectory {
  const missing = missingParts(directory)
  try {
    for (const path of missing) makeDirectory(path)
  } catch (error) {
    throw isCode(error, 'ENOENT')
      ? notCreatable(directory, error)
      : storeErrorFrom(error, directory)
  }
  if (!statSync(directory).isDirectory()) throw notADirectory(directory)
  return {
    files: dataFiles(directory),
    undo() {
      if (missing[0] !== undefined) rmSync(missing[0], { recursive: true, force: true })
    },
  }
}

/**
 * The directories to create, outermost first. Node's own `recursive` never returns where a directory
 * cannot be created although its parent is there, as in /proc (seen with Node 24.21).
 */
function missingParts(directory: string): string[] {
  const missing: string[] = []
  for (let path = directory; !existsSync(path); path = dirname(path)) missing.unshift(path)
  return missing
}

function makeDirectory(path: string): void {
  try {
    mkdirSync(path, { mode: 0o700 })
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error // another process was faster
  }
}

/**
 * The files of a directory that must be there already.
 *
 * @throws {StoreError}
 */
export function existingDataDirectory(directory: string): DataFiles {
  const found = statSync(directory, { throwIfNoEntry: false })
  if (found === undefined) {
    throw new StoreError(
      'missing',
      directory,
      `There is no data directory at ${directory}: start the proxy once to create it, or name another with --data.`,
    )
  }
  if (!found.isDirectory()) throw notADirectory(directory)
  return dataFiles(directory)
}

function notCreatable(directory: string, cause: unknown): StoreError {
  return new StoreError(
    'not-writable',
    directory,
    `${directory} cannot be created, since nothing can be kept there: name another directory with --data.`,
    { cause },
  )
}

function notADirectory(directory: string): StoreError {
  return new StoreError(
    'not-a-directory',
    directory,
    `${directory} is not a directory, and the data must be kept in one: name another with --data.`,
  )
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
