import { closeSync, constants, openSync, rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { migrate, newerSchema, schemaVersion } from './migrate.ts'
import { storeErrorFrom } from './store-error.ts'

export interface DatabaseOptions {
  /** Ordered steps of the schema, see `migrate`. */
  readonly steps: readonly string[]
  /** How long a statement waits for another process's lock. It blocks the thread: 0 on a hot path. */
  readonly busyMs: number
}

/**
 * Opens or creates a database that only its owner can read, in WAL mode: readers and the one writer
 * do not wait for each other. `synchronous=NORMAL` survives a crash of the process; a power failure
 * may cost the last transactions, never the consistency (https://www.sqlite.org/wal.html §3).
 *
 * A database that could not be made is removed again.
 *
 * @throws {StoreError}
 */
export function openDatabase(path: string, options: DatabaseOptions): DatabaseSync {
  let isNew = false
  let database: DatabaseSync | undefined
  try {
    isNew = createPrivateFile(path)
    database = new DatabaseSync(path, { timeout: options.busyMs })
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL')
    migrate(database, options.steps, path)
    return database
  } catch (error) {
    database?.close()
    if (isNew) for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true })
    throw storeErrorFrom(error, path)
  }
}

/**
 * Opens an existing database for reading.
 *
 * @throws {StoreError} `missing` when there is none
 */
export function openForReading(path: string, options: DatabaseOptions): DatabaseSync {
  let database: DatabaseSync | undefined
  try {
    closeSync(openSync(path, constants.O_RDONLY)) // says ENOENT and EACCES apart, which SQLite does not
    database = new DatabaseSync(path, { timeout: options.busyMs, readOnly: true })
    const version = schemaVersion(database)
    if (version > options.steps.length) throw newerSchema(path, version, options.steps.length)
    return database
  } catch (error) {
    database?.close()
    throw storeErrorFrom(error, path)
  }
}

/**
 * SQLite creates files with the umask's mode; `-wal` and `-shm` then take over the mode of this one.
 * False when there was one already.
 */
export function createPrivateFile(path: string): boolean {
  try {
    closeSync(openSync(path, constants.O_CREAT | constants.O_EXCL | constants.O_RDWR, 0o600))
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}
