import { DatabaseSync } from 'node:sqlite'
import { createPrivateFile } from './open-database.ts'
import { StoreError, storeErrorFrom } from './store-error.ts'

export interface DataLock {
  release(): void
}

/**
 * Holds a data directory for one running proxy. The lock is a write transaction that stays open: the
 * kernel ends it with the process, however that ends, so there is no stale lock to clean up after a
 * crash. It does not keep out `hopwise user`, which changes other files.
 *
 * @param holder who holds it, for the message to the next one
 * @throws {StoreError} `in-use`
 */
export function lockData(path: string, holder: string): DataLock {
  let database: DatabaseSync | undefined
  try {
    createPrivateFile(path)
    database = new DatabaseSync(path, { timeout: 0 })
    database.exec('BEGIN IMMEDIATE; CREATE TABLE IF NOT EXISTS holder (name TEXT) STRICT')
    database.exec('DELETE FROM holder')
    database.prepare('INSERT INTO holder (name) VALUES (?)').run(holder)
    database.exec('COMMIT; BEGIN IMMEDIATE')
  } catch (error) {
    database?.close()
    const reason = storeErrorFrom(error, path)
    throw reason.problem === 'locked' ? inUse(path, reason) : reason
  }
  const held = database
  return { release: () => held.close() }
}

function inUse(path: string, cause: StoreError): StoreError {
  const directory = path.replace(/\/[^/]*$/, '')
  return new StoreError(
    'in-use',
    path,
    `${directory} is in use by another running proxy${nameHolder(path)}: stop that one or name another directory with --data.`,
    { cause },
  )
}

/** Readable while it is held: a write transaction keeps other writers out, not readers. */
function nameHolder(path: string): string {
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(path, { readOnly: true, timeout: 0 })
    const name = database.prepare('SELECT name FROM holder').get()?.['name']
    return name === undefined ? '' : ` (${name})`
  } catch {
    return '' // the message is complete without it
  } finally {
    database?.close()
  }
}
