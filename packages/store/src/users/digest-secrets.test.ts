import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type TestContext, test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { type DigestName, Secret } from '@hopwise/auth'
import { quickHashing } from '../testing/quick-hashing.ts'
import { temporaryDirectory } from '../testing/temporary-directory.ts'
import { createOwnDigestSecrets } from './digest-secrets.ts'
import { openUsers, type UserStore } from './user-store.ts'

const PASSWORD = new Secret('Secret, or not?')
const SHA = { realm: 'api@example.org', algorithm: 'SHA-512-256' } as const

test('nothing is kept unless somebody asks for it', async (t) => {
  const { users } = opened(t)
  await users.add({ name: 'alice', password: PASSWORD })
  assert.deepEqual(users.digests.usesOf('alice'), [])
  assert.deepEqual(find(users, plain('alice')), { kind: 'unknown-user' })
  assert.equal(users.digests.keep('nobody', PASSWORD, [SHA]), false)
})

test('what is kept is what RFC 7616 computes with, found by name and by hashed name', async (t) => {
  const { users } = opened(t)
  const user = 'J\u00e4s\u00f8n Doe'
  await users.add({ name: user, password: PASSWORD })
  assert.equal(
    users.digests.keep('Ja\u0308s\u00f8n Doe', PASSWORD, [SHA, { ...SHA, realm: 'r' }]),
    true,
  )
  // The hashed name of erratum 4897.
  const userhash = '793263caabb707a56211940d90411ea4a575adeccb7e360aeb624ed06ece9b0b'
  for (const name of [
    plain(user),
    plain('Ja\u0308s\u00f8n Doe'),
    { kind: 'hashed', userhash } as const,
  ]) {
    const found = find(users, name)
    assert.ok(found.kind === 'found')
    assert.deepEqual([found.user, found.username], [user, user])
    const text = `${user}:api@example.org:Secret, or not?`
    assert.equal(found.ha1.reveal(), hash('sha512-256', text, 'hex'))
  }
  assert.equal(users.digests.find(plain(user), 'api@example.org', 'MD5').kind, 'unknown-user')
  assert.equal(users.digests.find(plain(user), 's', 'SHA-512-256').kind, 'unknown-user')
})

test('another password makes the secrets of the old one useless, whoever sets it', async (t) => {
  const { users } = opened(t)
  await users.add({ name: 'alice', password: PASSWORD })
  users.digests.keep('alice', PASSWORD, [SHA])
  assert.equal(find(users, plain('alice')).kind, 'found')
  await users.setPassword('alice', new Secret('another'))
  assert.equal(find(users, plain('alice')).kind, 'unknown-user')
  assert.deepEqual(users.digests.usesOf('alice'), [])
})

test('what is kept takes the place of what was kept, and goes with the user', async (t) => {
  const { users } = opened(t)
  await users.add({ name: 'alice', password: PASSWORD })
  const md5 = { realm: 'r', algorithm: 'MD5' } as const
  users.digests.keep('alice', PASSWORD, [SHA, md5])
  assert.deepEqual(users.digests.usesOf('alice'), [SHA, md5])
  users.digests.keep('alice', PASSWORD, [md5])
  assert.deepEqual(users.digests.usesOf('alice'), [md5])
  users.remove('alice')
  await users.add({ name: 'alice', password: PASSWORD })
  assert.deepEqual(users.digests.usesOf('alice'), [])
})

test('disabled and expired stand beside the secret, from the moment they hold', async (t) => {
  const { users, clock } = opened(t)
  await users.add({ name: 'alice', password: PASSWORD, expiresMs: 2000 })
  users.digests.keep('alice', PASSWORD, [SHA])
  const problem = () => {
    const found = find(users, plain('alice'))
    return found.kind === 'found' ? found.problem : found.kind
  }
  assert.equal(problem(), undefined)
  clock.nowMs = 2000
  await nextTurn()
  assert.equal(problem(), 'user-expired')
  users.setDisabled('alice', 1)
  assert.equal(problem(), 'user-disabled')
})

test('a change by another process is seen, though answers are remembered', async (t) => {
  const { users, file } = opened(t)
  await users.add({ name: 'alice', password: PASSWORD })
  users.digests.keep('alice', PASSWORD, [SHA])
  const first = find(users, plain('alice'))
  assert.equal(find(users, plain('alice')), first, 'remembered')
  const version = users.digests.version()
  const other = new DatabaseSync(file)
  other.exec('DELETE FROM digest_secret')
  other.close()
  await nextTurn()
  assert.notEqual(users.digests.version(), version)
  assert.equal(find(users, plain('alice')).kind, 'unknown-user')
})

test('a flood of made-up names pushes no known user out of what is remembered', async (t) => {
  const { users } = opened(t)
  await users.add({ name: 'alice', password: PASSWORD })
  users.digests.keep('alice', PASSWORD, [SHA])
  const first = find(users, plain('alice'))
  for (let i = 0; i < 20_000; i++) find(users, plain(`n${i}`))
  assert.equal(find(users, plain('alice')), first)
})

test('a database that cannot be asked is neither yes nor no', async (t) => {
  const { users, file } = opened(t)
  const other = new DatabaseSync(file)
  other.exec('DROP TABLE digest_secret')
  other.close()
  assert.equal(find(users, plain('alice')).kind, 'unavailable')
})

test('groups and limits of the account go with the secret', async (t) => {
  const { users, file } = opened(t)
  await users.add({ name: 'alice', password: PASSWORD })
  users.digests.keep('alice', PASSWORD, [SHA])
  const database = new DatabaseSync(file)
  t.after(() => database.close())
  const changes = { value: () => 0, changed: () => {} }
  const accountOf = (id: number) => ({ groups: [`group of ${id}`] })
  const options = { database, file, changes, nowMs: () => 1000, accountOf }
  const found = createOwnDigestSecrets(options).find(plain('alice'), SHA.realm, SHA.algorithm)
  assert.ok(found.kind === 'found')
  assert.deepEqual(found.groups, ['group of 1'])
})

function find(users: UserStore, name: DigestName) {
  return users.digests.find(name, SHA.realm, SHA.algorithm)
}

function plain(username: string): DigestName {
  return { kind: 'plain', username }
}

function opened(t: TestContext) {
  const file = join(temporaryDirectory(t), 'users.db')
  const clock = { nowMs: 1000 }
  const users = openUsers({
    file,
    hashing: quickHashing(),
    nowMs: () => clock.nowMs,
    busyMs: 1000,
  })
  t.after(() => users.close())
  return { users, file, clock }
}
