import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clientPrefix } from './client-prefix.ts'
import type { GuessCounter } from './guess-counter.ts'
import { createGuessGuard, type GuessGuardOptions } from './guess-guard.ts'
import { createLockOuts } from './lock-outs.ts'

const LIMIT = { refusals: 3, withinMs: 60_000, lockOutMs: 900_000 }
const HERE = '192.0.2.7'

/** Counts everything, for ever. */
function plainCounter(): GuessCounter {
  const counts = new Map<string, number>()
  return {
    async count(key) {
      counts.set(key, (counts.get(key) ?? 0) + 1)
      return counts.get(key) ?? 0
    },
    async forget(key) {
      counts.delete(key)
    },
  }
}

function aGuard(over: Partial<GuessGuardOptions> = {}) {
  let nowMs = 0
  const pass = (ms: number) => {
    nowMs += ms
  }
  const guard = createGuessGuard({
    byUser: LIMIT,
    byClient: { ...LIMIT, refusals: 5 },
    answer: 'lock-out',
    prefixOf: clientPrefix({ ipv4: 32, ipv6: 64 }),
    countByUser: plainCounter(),
    countByClient: plainCounter(),
    lockOuts: createLockOuts({ nowMs: () => nowMs }),
    held: createLockOuts({ nowMs: () => nowMs }),
    ...over,
  })
  return { guard, pass }
}

async function refuse(guard: ReturnType<typeof aGuard>['guard'], times: number, user?: string) {
  const delays = []
  for (let i = 0; i < times; i++) delays.push(await guard.refused(user, HERE, `${user} ${i}`))
  return delays
}

test('after so many refusals the user has to wait, from this client only', async () => {
  const { guard, pass } = aGuard()
  await refuse(guard, 2, 'alice')
  assert.equal(guard.admit('alice', HERE), undefined)
  await refuse(guard, 1, 'alice')
  assert.deepEqual(guard.admit('alice', HERE), { kind: 'locked-out', retryAfterMs: 900_000 })
  assert.equal(guard.admit('alice', '192.0.2.8'), undefined, 'her own desk')
  assert.equal(guard.admit('bob', HERE), undefined)
  pass(900_000)
  assert.equal(guard.admit('alice', HERE), undefined)
})

test('another spelling of a name is no further try', async () => {
  const { guard } = aGuard()
  for (const user of ['alice', 'ALICE', 'Alice']) await guard.refused(user, HERE, user)
  assert.equal(guard.admit('aLICE', HERE)?.kind, 'locked-out')
})

test('one password for many users locks the client out, whoever it says it is', async () => {
  const { guard } = aGuard()
  for (const user of ['a', 'b', 'c', 'd', 'e']) await refuse(guard, 1, user)
  assert.equal(guard.admit('f', HERE)?.kind, 'locked-out')
  assert.equal(guard.admit(undefined, HERE)?.kind, 'locked-out', 'a token')
  assert.equal(guard.admit('f', '192.0.2.8'), undefined)
})

test('a token names nobody: it counts for the client', async () => {
  const { guard } = aGuard()
  await refuse(guard, 5)
  assert.equal(guard.admit(undefined, HERE)?.kind, 'locked-out')
})

test('a right password clears what was counted for the user, not for the client', async () => {
  const { guard } = aGuard()
  await refuse(guard, 2, 'alice')
  guard.accepted('alice', HERE)
  await refuse(guard, 2, 'alice')
  assert.equal(guard.admit('alice', HERE), undefined)
  await refuse(guard, 1, 'bob')
  assert.equal(guard.admit('bob', HERE)?.kind, 'locked-out', 'five from this client')
})

test('whoever is let in again has all their tries again', async () => {
  const { guard, pass } = aGuard()
  await refuse(guard, 3, 'alice')
  pass(900_000)
  await refuse(guard, 1, 'alice')
  assert.equal(guard.admit('alice', HERE), undefined)
})

test('with delays each answer waits longer, up to a limit', async () => {
  const { guard, pass } = aGuard({ answer: 'delay', byClient: { ...LIMIT, refusals: 100 } })
  const delays = []
  for (let i = 0; i < 10; i++) {
    delays.push(await guard.refused('alice', HERE, `${i}`))
    pass(delays.at(-1) ?? 0)
    assert.equal(guard.admit('alice', HERE), undefined, 'the answer is out: the next may be tried')
  }
  assert.deepEqual(delays, [0, 250, 500, 1000, 2000, 4000, 8000, 16000, 16000, 16000])
})

test('with delays nothing else is tried for a user before the answer is out', async () => {
  const { guard, pass } = aGuard({ answer: 'delay' })
  await refuse(guard, 2, 'alice')
  assert.deepEqual(guard.admit('alice', HERE), { kind: 'locked-out', retryAfterMs: 250 })
  assert.equal(guard.admit('bob', HERE), undefined)
  assert.equal(guard.admit(undefined, HERE), undefined, 'a token')
  pass(250)
  assert.equal(guard.admit('alice', HERE), undefined)
})

test('with delays, too, one password for many users slows the client down', async () => {
  const { guard } = aGuard({ answer: 'delay' })
  const delays = []
  for (const user of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) {
    delays.push(await guard.refused(user, HERE, user))
  }
  assert.deepEqual(delays, [0, 0, 0, 0, 250, 500, 1000])
  assert.equal(guard.admit('h', HERE)?.kind, 'locked-out')
  assert.equal(guard.admit('h', '192.0.2.8'), undefined)
})

test('all of an IPv6 network guess as one', async () => {
  const { guard } = aGuard()
  for (let i = 1; i <= 5; i++) await guard.refused(undefined, `2001:db8::${i}`, `${i}`)
  assert.equal(guard.admit(undefined, '2001:db8::ffff')?.kind, 'locked-out')
})
