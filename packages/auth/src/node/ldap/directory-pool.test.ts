import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { DirectoryError } from './directory-error.ts'
import { createDirectoryPool, type DirectoryPool, type PoolOptions } from './directory-pool.ts'
import { type Reply, type ScriptedDirectory, startDirectory } from './testing/scripted-directory.ts'

test('a connection is kept and used again; as many are made as questions are asked at once', async (t) => {
  const { pool, directory } = await pooled(t, () => ({ code: 0 }))
  for (let i = 0; i < 3; i++) await ask(pool)
  assert.equal(directory.accepted, 1)
  await Promise.all(Array.from({ length: 20 }, () => ask(pool)))
  assert.ok(directory.accepted <= 4, `${directory.accepted} connections`)
})

test('a connection that died while it was kept is replaced, and nobody notices', async (t) => {
  const { pool, directory } = await pooled(t, () => ({ code: 0 }))
  await ask(pool)
  directory.hangUp()
  await ask(pool)
  assert.equal(directory.accepted, 2)
})

test('a connection that nobody used for long is not trusted any more', async (t) => {
  const { pool, directory } = await pooled(t, () => ({ code: 0 }), { idleMs: 0 })
  await ask(pool)
  await ask(pool)
  assert.equal(directory.accepted, 2)
})

test('a question that breaks a fresh connection is not asked again', async (t) => {
  const { pool, directory } = await pooled(t, () => 'hang-up')
  await assert.rejects(ask(pool), { message: /closed the connection/ })
  assert.equal(directory.accepted, 1)
})

test('no answer within the time limit is told, and the connection is given up', async (t) => {
  const { pool, directory } = await pooled(t, (_, n) => (n === 1 ? 'silence' : { code: 0 }), {
    timeLimitMs: 500,
  })
  await assert.rejects(ask(pool), {
    message: `${directory.address.url}: no answer within 500 ms`,
  })
  await ask(pool)
  assert.equal(directory.accepted, 2)
})

test('too many questions and too long a wait are told', async (t) => {
  const { pool } = await pooled(t, () => 'silence', {
    connections: 1,
    queue: 1,
    timeLimitMs: 80,
  })
  const outcomes = await Promise.allSettled([ask(pool), ask(pool), ask(pool)])
  const messages = outcomes.map((outcome) =>
    outcome.status === 'rejected' ? String(outcome.reason.message) : 'answered',
  )
  assert.match(messages[2]!, /all 1 connections are busy and 1 questions wait/)
  assert.ok(
    messages.slice(0, 2).every((text) => /no answer within 80 ms|none became free/.test(text)),
    messages.join('\n'),
  )
})

test('the next address is tried when one cannot be reached', async (t) => {
  const { directory } = await pooled(t, () => ({ code: 0 }))
  const nobody = { ...directory.address, url: 'ldap://127.0.0.1:1', port: 1 }
  const pool = createDirectoryPool({ ...DEFAULTS, addresses: [nobody, directory.address] })
  t.after(() => pool.close())
  await ask(pool)
})

test('after a connection has failed nobody tries for a while, and then somebody does', async (t) => {
  const { pool, directory } = await pooled(t, () => ({ code: 0 }), { restMs: 500 })
  await directory.stop()
  const first = await failure(pool)
  assert.match(first.message, /nothing listens there/)
  assert.equal(await failure(pool), first, 'the same error, without a try')
  while ((await failure(pool)) === first) await new Promise((resolve) => setTimeout(resolve, 20))
})

test('a pool that is closed closes what is under way when that has ended', async (t) => {
  const { pool } = await pooled(t, () => ({ code: 0 }))
  let isOpen: boolean | undefined
  await pool.use(async (connection) => {
    await connection.search('', {})
    pool.close()
    setImmediate(() => {
      isOpen = connection.isOpen
    })
  })
  await new Promise((resolve) => setTimeout(resolve, 20))
  assert.equal(isOpen, false)
})

const DEFAULTS = {
  connections: 4,
  queue: 100,
  connectTimeLimitMs: 5000,
  timeLimitMs: 5000,
  restMs: 1000,
  idleMs: 60_000,
}

async function pooled(
  t: TestContext,
  reply: (asked: unknown, number: number) => Reply,
  options: Partial<PoolOptions> = {},
): Promise<{ pool: DirectoryPool; directory: ScriptedDirectory }> {
  const directory = await startDirectory(t, reply)
  const pool = createDirectoryPool({ ...DEFAULTS, addresses: [directory.address], ...options })
  t.after(() => pool.close())
  return { pool, directory }
}

function ask(pool: DirectoryPool): Promise<unknown> {
  return pool.use((connection) => connection.search('dc=example', { filter: '(cn=*)' }))
}

async function failure(pool: DirectoryPool): Promise<DirectoryError> {
  const error = await ask(pool).then(
    () => assert.fail('it was answered'),
    (reason: unknown) => reason,
  )
  assert.ok(error instanceof DirectoryError)
  return error
}
