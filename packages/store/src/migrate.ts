import type { DatabaseSync } from 'node:sqlite'
import { StoreError } from './store-error.ts'

/**
 * Brings a database up to the last of `steps`. A step is SQL that is never changed once released;
 * `user_version` counts the steps that were applied. All or nothing, and one process at a time.
 *
 * @throws {StoreError} `newer-schema` when the database knows steps that we do not
 */
export function migrate(database: DatabaseSync, steps: readonly string[], path: string): void {
  if (schemaVersion(database) === steps.length) return
  database.exec('BEGIN IMMEDIATE')
  try {
    const version = schemaVersion(database) // again: another process may have been faster
    if (version > steps.length) throw newerSchema(path, version, steps.length)
    for (const step of steps.slice(version)) database.exec(step)
    database.exec(`PRAGMA user_version = ${steps.length}`)
    database.exec('COMMIT')
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK')
    throw error
  }
}

/** How many steps a database has behind it; 0 for a new one. */
export function schemaVersion(database: DatabaseSync): number {
  return Number(database.prepare('PRAGMA user_version').get()?.['user_version'])
}

export function newerSchema(path: string, found: number, known: number): StoreError {
  return new StoreError(
    'newer-schema',
    path,
    `${path} was written by a newer version of Hopwise (its schema is ${found}, this version knows ${known}): ` +
      'run that version, or name another directory with --data.',
  )
}
