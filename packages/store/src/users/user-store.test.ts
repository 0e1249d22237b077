import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type TestContext, test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { Secret } from '@hopwise/auth'
import { quickHashing } from '../testing/quick-hashing.ts'
import { smallDisk } from '../testing/small-disk.ts'
import { temporaryDirectory } from '../testing/temporary-directory.ts'
import { openUsers, type UserStore } from './user-store.ts'

const RIGHT = new Secret('correct horse')
const WRONG = new Secret('battery staple')

test('a user who was added is known by the right password only', async (t) => {
  const { users } = opened(t)
  assert.equal(await users.add({ name: 'alice', password: RIGHT }), true)
  assert.deepEqual(await users.check('alice', RIGHT), { kind: 'right', user: 'alice' })
  assert.deepEqual(await users.check('alice', WRONG), { kind: 'wrong-password' })
  assert.deepEqual(await users.check('Alice', RIGHT), { kind: 'unknown-user' })
})

test('a name is one name however its accents are written', async (t) => {
  const { users } = opened(t)
  await users.add({ name: 'Am\u00e9lie', password: RIGHT })
  assert.equal((await users.check('Ame\u0301lie', RIGHT)).kind, 'right')
  assert.equal(users.find('Ame\u0301lie')?.name, 'Am\u00e9lie')
})

test('an unknown user costs one verification, as a wrong password does', async (t) => {
  const { users, hashing } = opened(t)
  await users.add({ name: 'alice', password: RIGHT })
  for (const name of ['alice', 'mallory', '']) {
    hashing.verified.length = 0
    await users.check(name, WRONG)
    assert.equal(hashing.verified.length, 1, name)
  }
})

test('disabled and expired are said to whoever has the password, and to nobody else', async (t) => {
  const { users, clock } = opened(t)
  await users.add({ name: 'alice', password: RIGHT, expiresMs: 2_000 })
  assert.equal((await users.check('alice', RIGHT)).kind, 'right')
  clock.nowMs = 2_000
  assert.equal((await users.check('alice', RIGHT)).kind, 'user-expired')
  assert.equal((await users.check('alice', WRONG)).kind, 'wrong-password')
  users.setExpires('alice', undefined)
  users.setDisabled('alice', 1_500)
  assert.equal((await users.check('alice', RIGHT)).kind, 'user-disabled')
  assert.equal((await users.check('alice', WRONG)).kind, 'wrong-password')
  users.setDisabled('alice', undefined)
  assert.equal((await users.check('alice', RIGHT)).kind, 'right')
})

test('whoever is right comes with groups and limits, by password, token and Digest alike', async (t) => {
  const { users } = opened(t)
  const account = { addGroups: ['staff'], hosts: ['*.example.com'], methods: ['GET'] }
  await users.add({ name: 'alice', password: RIGHT, account })
  const identity = {
    user: 'alice',
    groups: ['staff'],
    restrictions: { hosts: ['*.example.com'], methods: ['GET'] },
  }
  assert.deepEqual(await users.check('alice', RIGHT), { kind: 'right', ...identity })
  const { secret } = users.tokens.create(
    { user: 'alice', label: '', scopes: [] },
    (octets) => new Uint8Array(octets),
  )!
  const token = users.tokens.check(secret)
  assert.ok(token.kind === 'right')
  assert.deepEqual([token.groups, token.restrictions], [identity.groups, identity.restrictions])
  users.digests.keep('alice', RIGHT, [{ realm: 'r', algorithm: 'SHA-256' }])
  const name = { kind: 'plain', username: 'alice' } as const
  const found = users.digests.find(name, 'r', 'SHA-256')
  assert.ok(found.kind === 'found')
  assert.deepEqual([found.groups, found.restrictions], [identity.groups, identity.restrictions])
})

test('groups and limits are changed together, are another version, and are listed', async (t) => {
  const { users } = opened(t)
  await users.add({ name: 'alice', password: RIGHT, account: { addGroups: ['staff'] } })
  const before = users.version()
  assert.equal(users.setAccount('alice', { addGroups: ['lab'], hours: ['mon-fri'] }), true)
  assert.notEqual(users.version(), before)
  for (const user of [users.list()[0], users.find('alice')]) {
    assert.deepEqual(user?.groups, ['lab', 'staff'])
    assert.deepEqual(user?.restrictions, { hours: ['mon-fri'] })
  }
  assert.equal(users.setAccount('bob', { addGroups: ['lab'] }), false)
})

test('a taken name keeps the groups that it had', async (t) => {
  const { users } = opened(t)
  await users.add({ name: 'alice', password: RIGHT, account: { addGroups: ['staff'] } })
  const account = { addGroups: ['admins'] }
  assert.equal(await users.add({ name: 'alice', password: RIGHT, account }), false)
  assert.deepEqual(users.find('alice')?.groups, ['staff'])
})

test('every change is another version', async (t) => {
  const { users } = opened(t)
  const versions = [users.version()]
  await users.add({ name: 'alice', password: RIGHT })
  versions.push(users.version())
  await users.setPassword('alice', WRONG)
  versions.push(users.version())
  users.setDisabled('alice', 1)
  versions.push(users.version())
  users.remove('alice')
  versions.push(users.version())
  assert.equal(new Set(versions).size, versions.length)
  await nextTurn()
  assert.equal(users.version(), versions.at(-1))
})

test('what an operator may know is listed by name, without the hash', async (t) => {
  const { users, clock } = opened(t)
  await users.add({ name: 'bob', password: RIGHT, isFirst: true, expiresMs: 9_000 })
  clock.nowMs = 2_000
  await users.add({ name: 'alice', password: RIGHT })
  users.setDisabled('alice', 3_000)
  assert.deepEqual(users.list(), [
    {
      name: 'alice',
      createdMs: 2_000,
      passwordChangedMs: 2_000,
      isFirst: false,
      disabledMs: 3_000,
    },
    { name: 'bob', createdMs: 1_000, passwordChangedMs: 1_000, isFirst: true, expiresMs: 9_000 },
  ])
})

test('a taken name and an unknown one are told, not thrown', async (t) => {
  const { users } = opened(t)
  await users.add({ name: 'alice', password: RIGHT })
  assert.equal(await users.add({ name: 'alice', password: WRONG }), false)
  assert.equal((await users.check('alice', RIGHT)).kind, 'right')
  assert.equal(await users.setPassword('bob', RIGHT), false)
  assert.equal(users.setDisabled('bob', 1), false)
  assert.equal(users.remove('bob'), false)
})

test('that there were users is remembered after the last is gone', async (t) => {
  const { users } = opened(t)
  assert.equal(users.hadUsers(), false)
  await users.add({ name: 'alice', password: RIGHT })
  assert.equal(users.hadUsers(), true)
  users.remove('alice')
  assert.equal(users.hadUsers(), true)
})

test('a change by another process holds at once, and changes the version', async (t) => {
  const { users, file } = opened(t)
  await users.add({ name: 'alice', password: RIGHT })
  const before = users.version()
  const sql = "UPDATE user SET disabled = 1 WHERE name = 'alice'"
  const source = `new (require('node:sqlite').DatabaseSync)(${JSON.stringify(file)}).exec(${JSON.stringify(sql)})`
  assert.equal(spawnSync(process.execPath, ['-e', source]).status, 0)
  await nextTurn()
  assert.notEqual(users.version(), before)
  assert.equal((await users.check('alice', RIGHT)).kind, 'user-disabled')
})

test('a database that is held by another program: checks go on, a change is refused in words', async (t) => {
  const { users, file } = opened(t)
  await users.add({ name: 'alice', password: RIGHT })
  const other = new DatabaseSync(file)
  t.after(() => other.close())
  other.exec('BEGIN IMMEDIATE')
  assert.equal((await users.check('alice', RIGHT)).kind, 'right')
  assert.throws(() => users.remove('alice'), { problem: 'locked', message: /users\.db is locked/ })
})

test('a disk that is full refuses the change and keeps what was', async (t) => {
  const directory = smallDisk(t, 'size=200k')
  if (directory === undefined) return
  const { users } = opened(t, join(directory, 'users.db'))
  await users.add({ name: 'alice', password: RIGHT })
  await assert.rejects(
    async () => {
      for (let n = 0; n < 1000; n++)
        await users.add({ name: `${n}${'x'.repeat(200)}`, password: RIGHT })
    },
    { problem: 'disk-full' },
  )
  assert.equal((await users.check('alice', RIGHT)).kind, 'right')
})

test('a file that has become unreadable is neither yes nor no', async (t) => {
  const { users, file } = opened(t)
  await users.add({ name: 'alice', password: RIGHT })
  const other = new DatabaseSync(file)
  t.after(() => other.close())
  other.exec('PRAGMA writable_schema = ON; DROP TABLE user')
  const check = await users.check('alice', RIGHT)
  assert.ok(check.kind === 'unavailable')
  assert.match(check.detail, /users\.db/)
})

test('a stored hash that nobody can verify is neither yes nor no', async (t) => {
  const { users, hashing } = opened(t)
  await users.add({ name: 'alice', password: RIGHT })
  hashing.verify = async () => {
    throw new Error('not an argon2id hash')
  }
  const check = await users.check('alice', RIGHT)
  assert.ok(check.kind === 'unavailable')
  assert.match(check.detail, /hopwise user passwd/)
})

function opened(
  t: TestContext,
  file: string = join(temporaryDirectory(t), 'users.db'),
): {
  users: UserStore
  hashing: ReturnType<typeof quickHashing>
  clock: { nowMs: number }
  file: string
} {
  const hashing = quickHashing()
  const clock = { nowMs: 1_000 }
  const users = openUsers({ file, hashing, nowMs: () => clock.nowMs, busyMs: 0 })
  t.after(() => users.close())
  return { users, hashing, clock, file }
}
