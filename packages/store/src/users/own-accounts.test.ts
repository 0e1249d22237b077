import assert from 'node:assert/strict'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { type TestContext, test } from 'node:test'
import { openDatabase } from '../open-database.ts'
import { temporaryDirectory } from '../testing/temporary-directory.ts'
import { countChanges } from './change-counter.ts'
import { createOwnAccounts } from './own-accounts.ts'
import { USER_STEPS } from './user-schema.ts'

const ALICE = 1
const BOB = 2

test('whoever has nothing of the kind is in no group and not limited', (t) => {
  const { accounts } = opened(t)
  assert.deepEqual(accounts.of(ALICE), {})
  assert.equal(accounts.all().size, 0)
})

test('groups are added and removed one by one, limits replaced as a whole, in their order', (t) => {
  const { accounts, changed } = opened(t)
  accounts.change(ALICE, { addGroups: ['staff', 'lab', 'lab'], hosts: ['b.example', 'a.example'] })
  accounts.change(BOB, { methods: ['GET'] })
  changed()
  assert.deepEqual(accounts.of(ALICE), {
    groups: ['lab', 'staff'],
    restrictions: { hosts: ['b.example', 'a.example'] },
  })
  accounts.change(ALICE, {
    removeGroups: ['lab', 'none'],
    hosts: ['c.example'],
    hours: ['mon-fri'],
  })
  changed()
  const alice = {
    groups: ['staff'],
    restrictions: { hosts: ['c.example'], hours: ['mon-fri'] },
  }
  assert.deepEqual(accounts.of(ALICE), alice)
  assert.deepEqual(
    accounts.all(),
    new Map<number, object>([
      [ALICE, alice],
      [BOB, { restrictions: { methods: ['GET'] } }],
    ]),
  )
  accounts.change(ALICE, { hosts: [], hours: [] })
  changed()
  assert.deepEqual(accounts.of(ALICE), { groups: ['staff'] })
})

test('it is the same value until something changes', (t) => {
  const { accounts, changed } = opened(t)
  accounts.change(ALICE, { hosts: ['a.example'] })
  changed()
  const account = accounts.of(ALICE)
  assert.equal(accounts.of(ALICE), account)
  changed()
  assert.notEqual(accounts.of(ALICE), account)
})

test('what belonged to a user goes with the user', (t) => {
  const { accounts, database, changed } = opened(t)
  accounts.change(ALICE, { addGroups: ['staff'], hosts: ['a.example'] })
  database.exec(`DELETE FROM user WHERE id = ${ALICE}`)
  changed()
  assert.equal(accounts.all().size, 0)
})

const HOT_QUESTIONS: readonly string[] = [
  "SELECT id, name, password_hash, disabled, expires FROM user WHERE name = 'alice'",
  'SELECT user_id, name FROM user_group WHERE user_id = 1 ORDER BY name',
  'SELECT user_id, kind, value FROM user_limit WHERE user_id = 1 ORDER BY kind, at',
]

test('however many users there are, whoever signs in is found without reading the others', (t) => {
  const { database } = opened(t)
  for (const question of HOT_QUESTIONS) {
    const plan = database.prepare(`EXPLAIN QUERY PLAN ${question}`).all()
    assert.deepEqual(
      plan.map((row) => String(row['detail']).split(' ')[0]),
      ['SEARCH'],
      question,
    )
  }
})

test('the next expiry is found without reading all users', (t) => {
  const { database } = opened(t)
  const plan = database
    .prepare('EXPLAIN QUERY PLAN SELECT min(expires) AS expires FROM user WHERE expires > ?')
    .all(0)
  assert.match(String(plan[0]?.['detail']), /USING COVERING INDEX user_by_expiry/)
})

function opened(t: TestContext) {
  const database: DatabaseSync = openDatabase(join(temporaryDirectory(t), 'users.db'), {
    steps: USER_STEPS,
    busyMs: 0,
  })
  t.after(() => database.close())
  for (const name of ['alice', 'bob']) {
    database
      .prepare(
        'INSERT INTO user (name, password_hash, created, password_changed) VALUES (?, ?, 0, 0)',
      )
      .run(name, '')
  }
  const changes = countChanges(database, () => 1)
  return { accounts: createOwnAccounts(database, changes), database, changed: changes.changed }
}
