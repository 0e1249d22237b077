import assert from 'node:assert/strict'
import { once } from 'node:events'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type TestContext, test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { openDatabase } from '../open-database.ts'
import { temporaryDirectory } from '../testing/temporary-directory.ts'
import { countChanges } from './change-counter.ts'
import { USER_STEPS } from './user-schema.ts'

const INSERT = `INSERT INTO user (name, password_hash, created, password_changed, expires)
                VALUES ('alice', '', 0, 0, 1000)`

test('nothing changed, the number stays; another connection commits, it is another', async (t) => {
  const { changes, file } = watched(t)
  const before = changes.value()
  await nextTurn()
  assert.equal(changes.value(), before)
  const other = new DatabaseSync(file)
  t.after(() => other.close())
  other.exec(INSERT)
  await nextTurn()
  const after = changes.value()
  assert.notEqual(after, before)
  await nextTurn()
  assert.equal(changes.value(), after)
})

test('a change by another thread is seen too', async (t) => {
  const { changes, file } = watched(t)
  const before = changes.value()
  const source = `new (require('node:sqlite').DatabaseSync)(${JSON.stringify(file)}).exec(${JSON.stringify(INSERT)})`
  await once(new Worker(source, { eval: true }), 'exit')
  assert.notEqual(changes.value(), before)
})

test('one turn of the event loop asks the database once', async (t) => {
  const { changes, database, clock } = watched(t)
  database.exec(INSERT)
  changes.changed()
  const before = changes.value()
  clock.nowMs = 1000
  assert.equal(changes.value(), before)
  await nextTurn()
  assert.notEqual(changes.value(), before)
})

test('our own change is seen within the turn', (t) => {
  const { changes, database } = watched(t)
  const before = changes.value()
  database.exec(INSERT)
  changes.changed()
  assert.notEqual(changes.value(), before)
})

test('when a user expires the number changes once, without a commit', async (t) => {
  const { changes, database, clock } = watched(t)
  database.exec(INSERT)
  changes.changed()
  const seen: number[] = []
  for (const nowMs of [998, 999, 1000, 1001]) {
    clock.nowMs = nowMs
    seen.push(changes.value())
    await nextTurn()
  }
  assert.equal(seen[0], seen[1])
  assert.notEqual(seen[1], seen[2])
  assert.equal(seen[2], seen[3])
})

test('a database that cannot be asked makes every answer a new one', async (t) => {
  const { changes, database } = watched(t)
  const seen = new Set([changes.value()])
  database.close()
  for (let turn = 0; turn < 3; turn++) {
    await nextTurn()
    seen.add(changes.value())
  }
  assert.equal(seen.size, 4)
})

function watched(t: TestContext): {
  changes: ReturnType<typeof countChanges>
  database: DatabaseSync
  file: string
  clock: { nowMs: number }
} {
  const file = join(temporaryDirectory(t), 'users.db')
  const database = openDatabase(file, { steps: USER_STEPS, busyMs: 0 })
  t.after(() => database.isOpen && database.close())
  const clock = { nowMs: 1 }
  return { changes: countChanges(database, () => clock.nowMs), database, file, clock }
}
