import assert from 'node:assert/strict'
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { openDatabase, openForReading } from './open-database.ts'
import { remount, smallDisk } from './testing/small-disk.ts'
import { temporaryDirectory } from './testing/temporary-directory.ts'

const OPTIONS = { steps: ['CREATE TABLE a (x TEXT) STRICT'], busyMs: 0 }

test('a new database and its companions can be read by nobody else', (t) => {
  const database = opened(t, join(temporaryDirectory(t), 'a.db'))
  database.database.exec("INSERT INTO a VALUES ('x')")
  for (const suffix of ['', '-wal', '-shm']) {
    assert.equal(statSync(database.path + suffix).mode & 0o777, 0o600, suffix)
  }
})

test('what is committed survives, and a reader sees it while a writer is open', (t) => {
  const { database, path } = opened(t, join(temporaryDirectory(t), 'a.db'))
  database.exec("BEGIN; INSERT INTO a VALUES ('x')")
  const reader = openForReading(path, OPTIONS)
  t.after(() => reader.close())
  assert.equal(reader.prepare('SELECT count(*) AS n FROM a').get()?.['n'], 0)
  database.exec('COMMIT')
  assert.equal(reader.prepare('SELECT count(*) AS n FROM a').get()?.['n'], 1)
  assert.throws(() => reader.exec("INSERT INTO a VALUES ('y')"), /readonly/)
})

test('a file that is not a database is called damaged and not touched', (t) => {
  const path = join(temporaryDirectory(t), 'a.db')
  writeFileSync(path, 'this is not a database, it is a letter to my mother'.repeat(40))
  const size = statSync(path).size
  assert.throws(() => openDatabase(path, OPTIONS), {
    name: 'StoreError',
    problem: 'damaged',
    message: /a\.db is damaged or not a database: move it away/,
  })
  assert.equal(statSync(path).size, size)
})

test('a database held by another program is called locked', (t) => {
  const { database, path } = opened(t, join(temporaryDirectory(t), 'a.db'))
  database.exec('PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE')
  assert.throws(() => openDatabase(path, OPTIONS), { name: 'StoreError', problem: 'locked' })
})

test('a missing database is not created by a reader', (t) => {
  const path = join(temporaryDirectory(t), 'a.db')
  assert.throws(() => openForReading(path, OPTIONS), { name: 'StoreError', problem: 'missing' })
  assert.equal(existsSync(path), false)
})

test('a reader refuses the schema of a newer version', (t) => {
  const { path } = opened(t, join(temporaryDirectory(t), 'a.db'))
  assert.throws(() => openForReading(path, { steps: [], busyMs: 0 }), { problem: 'newer-schema' })
})

test('on a full disk nothing half-made is left', (t) => {
  const directory = smallDisk(t, 'size=16k')
  if (directory === undefined) return
  writeFileSync(join(directory, 'filler'), Buffer.alloc(12 * 1024))
  assert.throws(() => openDatabase(join(directory, 'a.db'), OPTIONS), { problem: 'disk-full' })
  assert.deepEqual(readdirSync(directory), ['filler'])
})

test('a read-only disk is said', (t) => {
  const directory = smallDisk(t, 'size=64k')
  if (directory === undefined) return
  remount(directory, 'ro')
  assert.throws(() => openDatabase(join(directory, 'a.db'), OPTIONS), {
    problem: 'not-writable',
    message: /cannot be opened for writing .*--data/,
  })
})

function opened(
  t: TestContext,
  path: string,
): { database: ReturnType<typeof openDatabase>; path: string } {
  const database = openDatabase(path, OPTIONS)
  t.after(() => database.close())
  return { database, path }
}
