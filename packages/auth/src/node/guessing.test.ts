import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { LockOut } from '../guessing/lock-outs.ts'
import { createGuessing, DEFAULT_GUESSING } from './guessing.ts'

test('ten wrong passwords lock a user out, from one address, for a quarter of an hour', async () => {
  const kept: LockOut[] = []
  const ledger = {
    read: () => kept,
    write: (lockOut: LockOut) => void kept.push(lockOut),
    version: () => 0,
  }
  const guard = createGuessing({ ...DEFAULT_GUESSING, ledger, nowMs: () => 1_000 })
  for (let i = 0; i < 9; i++) await guard.refused('alice', '192.0.2.7', `${i}`)
  assert.equal(guard.admit('alice', '192.0.2.7'), undefined)
  await guard.refused('alice', '192.0.2.7', '9')
  assert.deepEqual(guard.admit('alice', '192.0.2.7'), {
    kind: 'locked-out',
    retryAfterMs: 900_000,
  })
  assert.equal(guard.admit('alice', '192.0.2.8'), undefined)
  assert.deepEqual(kept, [
    { user: 'alice', client: '192.0.2.7/32', refusals: 10, beganMs: 1_000, endsMs: 901_000 },
  ])
})

test('a program that repeats one wrong password is not locked out', async () => {
  const guard = createGuessing({ ...DEFAULT_GUESSING, nowMs: () => 0 })
  for (let i = 0; i < 1_000; i++) await guard.refused('alice', '192.0.2.7', 'the same')
  assert.equal(guard.admit('alice', '192.0.2.7'), undefined)
})

test('200 000 names cost no more memory than 50 000', async () => {
  const guard = createGuessing({
    ...DEFAULT_GUESSING,
    byClient: { ...DEFAULT_GUESSING.byClient, refusals: 1_000_000 },
    nowMs: () => 0,
  })
  const flood = async (from: number, to: number): Promise<number> => {
    for (let i = from; i < to; i++) await guard.refused(`${i}`.padStart(40), '192.0.2.7', `id ${i}`)
    return heapUsed()
  }
  const empty = heapUsed()
  const full = await flood(0, 50_000)
  const flooded = await flood(50_000, 200_000)
  const perName = (full - empty) / 50_000
  assert.ok(perName > 100, `${perName} octets for a name: what is measured is there`)
  assert.ok(flooded - full < (full - empty) * 0.25, `${full - empty}, then ${flooded - full} more`)
})

test('long names cost no more than short ones', async () => {
  const guard = createGuessing({ ...DEFAULT_GUESSING, nowMs: () => 0 })
  const before = heapUsed()
  for (let i = 0; i < 1_000; i++) {
    await guard.refused(`${i}`.padEnd(60_000, 'x'), `192.0.2.${i % 250}`, `id ${i}`)
  }
  const perName = (heapUsed() - before) / 1_000
  assert.ok(perName < 3_000, `${perName} octets for a name of 60 000`)
})

/** After everything that can be freed was freed. */
function heapUsed(): number {
  for (let i = 0; i < 3; i++) collect()
  return process.memoryUsage().heapUsed
}

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void
