import { mkdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { StoreError, storeErrorFrom } from './store-error.ts'

/** Where things are in a data directory. */
export interface DataFiles {
  readonly directory: string
  /** Users apart from the journal: one full of entries, or damaged, must not lock everybody out. */
  readonly users: string
  readonly journal: string
  readonly lock: string
}

export function dataFiles(directory: string): DataFiles {
  return {
    directory,
    users: join(directory, 'users.db'),
    journal: join(directory, 'journal.db'),
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
  try {
    const first = mkdirSync(directory, { recursive: true, mode: 0o700 })
    return {
      files: dataFiles(directory),
      undo() {
        if (first !== undefined) rmSync(first, { recursive: true, force: true })
      },
    }
  } catch (error) {
    // A file in the way is EEXIST as the last part of the path, ENOTDIR before it.
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') {
      throw notADirectory(directory)
    }
    throw storeErrorFrom(error, directory)
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

function notADirectory(directory: string): StoreError {
  return new StoreError(
    'not-a-directory',
    directory,
    `${directory} is not a directory, and the data must be kept in one: name another with --data.`,
  )
}
