import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { StoreError, storeErrorFrom } from './store-error.ts'
import { temporaryDirectory } from './testing/temporary-directory.ts'

function thrownBy(action: () => unknown): unknown {
  try {
    action()
  } catch (error) {
    return error
  }
  throw new Error('nothing was thrown')
}

test('an error of the file system becomes a problem with the path in its sentence', () => {
  const error = storeErrorFrom(
    thrownBy(() => readFileSync('/no/such/file')),
    '/data',
  )
  assert.equal(error.problem, 'missing')
  assert.match(error.message, /^\/data does not exist: .*--data/)
})

test('an error of SQLite becomes a problem, whatever its extended code', (t) => {
  const path = join(temporaryDirectory(t), 'no', 'directory.db')
  const error = storeErrorFrom(
    thrownBy(() => new DatabaseSync(path)),
    path,
  )
  assert.equal(error.problem, 'not-writable')
  const unknown = Object.assign(new Error('x'), {
    code: 'ERR_SQLITE_ERROR',
    errcode: 10 | (3 << 8),
  })
  assert.equal(storeErrorFrom(unknown, path).problem, 'unreadable')
  assert.equal(storeErrorFrom(Object.assign(unknown, { errcode: 4874 }), path).problem, 'disk-full')
})

test('an error that is ours is kept', () => {
  const error = new StoreError('in-use', '/data', 'taken')
  assert.equal(storeErrorFrom(error, '/other'), error)
})

test('an error nobody foresaw is a bug and is thrown on', () => {
  assert.throws(() => storeErrorFrom(new TypeError('a bug'), '/data'), TypeError)
  const listing = thrownBy(() => readdirSync(import.meta.filename))
  assert.equal(storeErrorFrom(listing, '/data').problem, 'not-a-directory')
})
