import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { migrate, schemaVersion } from './migrate.ts'

const STEPS = ['CREATE TABLE a (x TEXT) STRICT', 'ALTER TABLE a ADD COLUMN y TEXT']

test('a new database gets every step, an older one those it lacks', () => {
  const database = new DatabaseSync(':memory:')
  migrate(database, STEPS.slice(0, 1), 'a.db')
  assert.equal(schemaVersion(database), 1)
  database.exec("INSERT INTO a (x) VALUES ('kept')")
  migrate(database, STEPS, 'a.db')
  assert.equal(schemaVersion(database), 2)
  assert.deepEqual({ ...database.prepare('SELECT x, y FROM a').get() }, { x: 'kept', y: null })
  migrate(database, STEPS, 'a.db')
})

test('a step that fails leaves the database as it was', () => {
  const database = new DatabaseSync(':memory:')
  migrate(database, STEPS.slice(0, 1), 'a.db')
  assert.throws(() => migrate(database, [...STEPS, 'NONSENSE'], 'a.db'), /NONSENSE/)
  assert.equal(schemaVersion(database), 1)
  assert.equal(database.isTransaction, false)
  assert.throws(() => database.prepare('SELECT y FROM a'))
})

test('a database of a newer version is refused with both numbers and left alone', () => {
  const database = new DatabaseSync(':memory:')
  migrate(database, STEPS, 'a.db')
  assert.throws(
    () => migrate(database, STEPS.slice(0, 1), '/data/a.db'),
    /^StoreError: \/data\/a\.db was written by a newer version of Hopwise \(its schema is 2, this version knows 1\): run that version/,
  )
  assert.equal(schemaVersion(database), 2)
})
