import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type TestContext, test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { Secret } from '@hopwise/auth'
import { quickHashing } from '../testing/quick-hashing.ts'
import { temporaryDirectory } from '../testing/temporary-directory.ts'
import { openUsers, type UserStore } from '../users/user-store.ts'
import type { Token } from './token-row.ts'
import { createOwnTokens, LOOK, type NewToken, type OwnTokens } from './token-store.ts'

const PASSWORD = new Secret('correct horse')

test('a token is known by its text, with all that it was made with', async (t) => {
  const { tokens } = await opened(t)
  const hosts = ['*.example.com']
  const { secret, token } = make(tokens, { scopes: ['proxy'], hosts, expiresMs: 9_000 })
  assert.match(secret.reveal(), /^hwt_[0-9a-z]{39}$/)
  assert.deepEqual(tokens.check(secret), {
    kind: 'right',
    user: 'alice',
    scopes: ['proxy'],
    restrictions: { hosts },
    expiresMs: 9_000,
  })
  const id = createHash('sha256').update(secret.reveal()).digest('hex').slice(0, 12)
  assert.deepEqual(token, {
    id,
    user: 'alice',
    label: 'ci',
    scopes: ['proxy'],
    hosts,
    createdMs: 1_000,
    expiresMs: 9_000,
  })
  assert.deepEqual(tokens.find(secret.reveal()), token)
  assert.deepEqual(tokens.find(id), token)
})

test('a token without limits has none', async (t) => {
  const { tokens } = await opened(t)
  const { secret } = make(tokens)
  assert.deepEqual(tokens.check(secret), { kind: 'right', user: 'alice', scopes: [] })
})

test('neither the token nor a piece of it that matters is in any file', async (t) => {
  const { tokens, file, users } = await opened(t)
  const { secret } = make(tokens)
  users.close()
  const body = secret.reveal().slice('hwt_'.length)
  for (const name of readdirSync(dirname(file))) {
    const text = readFileSync(join(dirname(file), name), 'latin1')
    assert.equal(text.includes(body.slice(0, 8)) || text.includes(body.slice(-8)), false, name)
  }
})

test('an unknown token, a mistyped one and a foreign one are unknown; the operator reads which', async (t) => {
  const { tokens } = await opened(t)
  const { secret } = make(tokens)
  const text = secret.reveal()
  const mistyped = `${text.slice(0, -1)}${text.endsWith('7') ? '8' : '7'}`
  const said = (token: string) => tokens.check(new Secret(token))
  assert.deepEqual(said(mistyped), {
    kind: 'token-unknown',
    detail: 'checksum-wrong',
    forOperator: 'the token looks like one of ours, but a part of it is missing or mistyped',
  })
  assert.match(JSON.stringify(said('eyJh.e30.x')), /none that Hopwise issues/)
  const { id } = make(tokens).token
  tokens.remove(id)
  const other = make(tokens)
  tokens.remove(other.token.id)
  assert.match(JSON.stringify(tokens.check(other.secret)), /never issued here, or it was removed/)
})

test('a revoked token is of no use, and stays in the list; a removed one does not', async (t) => {
  const { tokens } = await opened(t)
  const { secret, token } = make(tokens)
  assert.equal(tokens.revoke(token.id, 5_000), true)
  assert.equal(tokens.revoke(token.id, 6_000), false)
  const forOperator = `it is the token ${token.id}`
  assert.deepEqual(tokens.check(secret), { kind: 'token-revoked', user: 'alice', forOperator })
  assert.equal(tokens.list()[0]?.revokedMs, 5_000)
  assert.equal(tokens.remove(token.id), true)
  assert.equal(tokens.remove(token.id), false)
  assert.deepEqual(tokens.list(), [])
})

test('a token expires at the moment itself', async (t) => {
  const { tokens, clock } = await opened(t)
  const { secret } = make(tokens, { expiresMs: 2_000 })
  clock.nowMs = 1_999
  assert.equal(tokens.check(secret).kind, 'right')
  clock.nowMs = 2_000
  assert.equal(tokens.check(secret).kind, 'token-expired')
})

test('tokens of users who are disabled, expired or gone are of no use', async (t) => {
  const { users, tokens, clock } = await opened(t)
  const { secret } = make(tokens)
  users.setDisabled('alice', 1)
  assert.deepEqual(tokens.check(secret), { kind: 'user-disabled', user: 'alice' })
  users.setDisabled('alice', undefined)
  users.setExpires('alice', 2_000)
  clock.nowMs = 2_000
  assert.deepEqual(tokens.check(secret), { kind: 'user-expired', user: 'alice' })
  users.setExpires('alice', undefined)
  assert.equal(tokens.check(secret).kind, 'right')
  users.remove('alice')
  assert.equal(tokens.check(secret).kind, 'token-unknown')
  await users.add({ name: 'alice', password: PASSWORD })
  assert.equal(tokens.check(secret).kind, 'token-unknown', 'another alice has other tokens')
})

test('nobody gets a token without being a user', async (t) => {
  const { tokens } = await opened(t)
  assert.equal(tokens.create(newToken({ user: 'bob' }), randomBytes), undefined)
})

test('two tokens with the same beginning of the hash cannot be: another one is made', async (t) => {
  const { tokens } = await opened(t)
  const octets = [Buffer.alloc(20, 1), Buffer.alloc(20, 1), Buffer.alloc(20, 2)]
  const next = () => octets.shift() ?? Buffer.alloc(20)
  tokens.create(newToken(), next)
  tokens.create(newToken(), next)
  assert.equal(tokens.list().length, 2)
  assert.equal(octets.length, 0)
})

test('tokens are listed by user, or those of one', async (t) => {
  const { users, tokens, clock } = await opened(t)
  await users.add({ name: 'Bob', password: PASSWORD })
  make(tokens, { label: 'second' })
  clock.nowMs = 500
  make(tokens, { label: 'first' })
  make(tokens, { user: 'Bob', label: 'other' })
  const labels = (list: readonly Token[]) => list.map(({ label }) => label)
  assert.deepEqual(labels(tokens.list()), ['other', 'first', 'second'])
  assert.deepEqual(labels(tokens.list('alice')), ['first', 'second'])
})

test('every change is another version, for passwords too; being used is none', async (t) => {
  const { users, tokens } = await opened(t)
  const versions = [users.version()]
  const { secret, token } = make(tokens)
  versions.push(users.version())
  tokens.revoke(token.id, 1)
  versions.push(users.version())
  tokens.remove(token.id)
  versions.push(tokens.version())
  assert.equal(new Set(versions).size, 4)
  make(tokens)
  const before = tokens.version()
  tokens.check(secret)
  await nextTurn()
  assert.equal(tokens.version(), before)
})

test('a revocation by another process holds at once, and changes the version', async (t) => {
  const { tokens, file } = await opened(t)
  const { secret } = make(tokens)
  const before = tokens.version()
  const source = `new (require('node:sqlite').DatabaseSync)(${JSON.stringify(file)}).exec('UPDATE token SET revoked = 1')`
  assert.equal(spawnSync(process.execPath, ['-e', source]).status, 0)
  await nextTurn()
  assert.notEqual(tokens.version(), before)
  assert.equal(tokens.check(secret).kind, 'token-revoked')
})

test('when a token was last used is written down, at the latest at the end', async (t) => {
  const { users, tokens, file, clock } = await opened(t)
  const { secret, token } = make(tokens)
  clock.nowMs = 7_000
  tokens.check(secret)
  assert.equal(tokens.find(token.id)?.lastUsedMs, undefined)
  users.close()
  const again = openUsers({ file, hashing: quickHashing(), nowMs: () => 8_000, busyMs: 0 })
  t.after(() => again.close())
  assert.equal(again.tokens.find(token.id)?.lastUsedMs, 7_000)
})

test('a token has the groups of its user, and limits within the user’s', async (t) => {
  const { file, tokens: own } = await opened(t)
  const [limited, free] = [make(own, { hosts: ['a.example'] }), make(own)]
  const database = new DatabaseSync(file)
  t.after(() => database.close())
  const restrictions = { hosts: ['*.example'] }
  const accountOf = (id: number) => ({ groups: [`group of ${id}`], restrictions })
  const changes = { value: () => 0, changed: () => {} }
  const tokens = createOwnTokens({ database, file, changes, nowMs: () => 1_000, accountOf })
  t.after(() => tokens.close())
  const right = { kind: 'right', user: 'alice', scopes: [], groups: ['group of 1'] }
  assert.deepEqual(tokens.check(free.secret), { ...right, restrictions })
  assert.deepEqual(tokens.check(limited.secret), {
    ...right,
    restrictions: { hosts: ['a.example'], within: restrictions },
  })
})

test('however many tokens there are, a look is two rows by their keys', async (t) => {
  const { file } = await opened(t)
  const database = new DatabaseSync(file)
  t.after(() => database.close())
  const plan = database.prepare(`EXPLAIN QUERY PLAN ${LOOK}`).all('x')
  assert.deepEqual(
    plan.map(({ detail }) => detail),
    ['SEARCH token USING PRIMARY KEY (hash=?)', 'SEARCH user USING INTEGER PRIMARY KEY (rowid=?)'],
  )
})

test('that nothing can be written does not keep a token from being right', async (t) => {
  const { users, tokens, file } = await opened(t)
  const { secret } = make(tokens)
  const other = new DatabaseSync(file)
  t.after(() => other.close())
  other.exec('BEGIN IMMEDIATE')
  assert.equal(tokens.check(secret).kind, 'right')
  users.close()
})

test('a file that has become unreadable is neither yes nor no', async (t) => {
  const { tokens, file } = await opened(t)
  const { secret } = make(tokens)
  const other = new DatabaseSync(file)
  t.after(() => other.close())
  other.exec('DROP TABLE token')
  const check = tokens.check(secret)
  assert.ok(check.kind === 'unavailable')
  assert.match(check.detail, /users\.db/)
})

async function opened(t: TestContext): Promise<{
  users: UserStore
  tokens: OwnTokens
  clock: { nowMs: number }
  file: string
}> {
  const file = join(temporaryDirectory(t), 'users.db')
  const clock = { nowMs: 1_000 }
  const hashing = quickHashing()
  const users = openUsers({ file, hashing, nowMs: () => clock.nowMs, busyMs: 0 })
  let isOpen = true
  const close = users.close.bind(users)
  users.close = () => {
    if (isOpen) close()
    isOpen = false
  }
  t.after(() => users.close())
  await users.add({ name: 'alice', password: PASSWORD })
  return { users, tokens: users.tokens, clock, file }
}

function newToken(over: Partial<NewToken> = {}): NewToken {
  return { user: 'alice', label: 'ci', scopes: [], ...over }
}

function make(tokens: OwnTokens, over: Partial<NewToken> = {}) {
  const made = tokens.create(newToken(over), randomBytes)
  assert.ok(made)
  return made
}
