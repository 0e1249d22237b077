import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { Secret } from '../../secret.ts'
import { createHelperPool, type HelperPool, type HelperPoolOptions } from './helper-pool.ts'
import { SHELL_HELPER } from './testing/shell-helper.ts'

const RIGHT = new Secret('right')

test('processes are started when they are needed, and no more than there may be', async (t) => {
  const { pool } = pooled(t, { processes: 2 })
  const alone = new Set<string | undefined>()
  for (let i = 0; i < 3; i++) alone.add((await pool.ask('pid', RIGHT)).user)
  assert.equal(alone.size, 1)
  const together = await Promise.all(Array.from({ length: 4 }, () => pool.ask('slow', RIGHT)))
  assert.equal(new Set(together.map(({ user }) => user)).size, 2)
})

test('a question whose process died is asked once more, and then given up', async (t) => {
  const { pool, told } = pooled(t)
  assert.equal((await pool.ask('alice', RIGHT)).result, 'OK')
  await assert.rejects(pool.ask('die', RIGHT), { message: /it ended with code 3/ })
  assert.ok(told.every((sentence) => sentence === '/bin/sh: it ended with code 3'))
  assert.ok(told.length === 1 || told.length === 2)
})

test('a process that died of itself is replaced', async (t) => {
  const { pool } = pooled(t)
  const { user: first } = await pool.ask('pid', RIGHT)
  process.kill(Number(first), 'SIGKILL')
  const { user: second } = await pool.ask('pid', RIGHT)
  assert.notEqual(second, first)
})

test('a program that only ever ends is started less and less often', async (t) => {
  let nowMs = 0
  const { pool, told } = pooled(t, { command: ['/bin/false'], nowMs: () => nowMs })
  await assert.rejects(pool.ask('alice', RIGHT), { message: /ended with code 1/ })
  await assert.rejects(pool.ask('alice', RIGHT), { message: /started again in 1 s/ })
  assert.equal(told.length, 1)
  nowMs += 100
  await assert.rejects(pool.ask('alice', RIGHT), { message: /ended with code 1/ })
  assert.equal(told.length, 2)
  nowMs += 199
  await assert.rejects(pool.ask('alice', RIGHT), { message: /started again in 1 s/ })
  assert.equal(told.length, 2, 'after the second time it rests twice as long')
  nowMs += 1
  await assert.rejects(pool.ask('alice', RIGHT), { message: /ended with code 1/ })
  assert.equal(told.length, 3)
})

test('too many questions and too long a wait are told', async (t) => {
  const { pool } = pooled(t, { processes: 1, queue: 1, timeLimitMs: 100 })
  const outcomes = await Promise.allSettled(['hang', 'hang', 'hang'].map((u) => pool.ask(u, RIGHT)))
  const messages = outcomes.map((outcome) =>
    outcome.status === 'rejected' ? String(outcome.reason.message) : 'answered',
  )
  assert.match(messages[2]!, /the one process is busy and 1 questions wait/)
  assert.match(messages[0]!, /did not answer within 100 ms/)
  assert.notEqual(messages[1], 'answered')
})

function pooled(
  t: TestContext,
  options: Partial<HelperPoolOptions> = {},
): { pool: HelperPool; told: string[] } {
  const told: string[] = []
  const pool = createHelperPool({
    command: SHELL_HELPER,
    environment: { PATH: '/usr/bin:/bin' },
    channels: 0,
    processes: 3,
    queue: 100,
    timeLimitMs: 10_000,
    notify: (sentence) => void told.push(sentence),
    ...options,
  })
  t.after(() => pool.close())
  return { pool, told }
}
