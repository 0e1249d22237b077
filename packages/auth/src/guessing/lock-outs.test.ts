import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createLockOuts, type LockOut, type LockOutLedger } from './lock-outs.ts'

const CLIENT = '192.0.2.7/32'

function aClock() {
  let nowMs = 1_000
  const pass = (ms: number) => {
    nowMs += ms
  }
  return { nowMs: () => nowMs, pass }
}

/** What others see and change. */
class TestLedger implements LockOutLedger {
  kept: LockOut[] = []
  #version = 0

  read(): readonly LockOut[] {
    return this.kept
  }

  write(lockOut: LockOut): void {
    this.kept.push(lockOut)
  }

  version(): number {
    return this.#version
  }

  clear(): void {
    this.kept = []
    this.#version++
  }
}

test('a lock-out ends by itself', () => {
  const { nowMs, pass } = aClock()
  const lockOuts = createLockOuts({ nowMs })
  lockOuts.begin({ user: 'alice', client: CLIENT, refusals: 10 }, 500)
  assert.equal(lockOuts.leftMs('alice', CLIENT), 500)
  pass(499)
  assert.equal(lockOuts.leftMs('alice', CLIENT), 1)
  pass(1)
  assert.equal(lockOuts.leftMs('alice', CLIENT), 0)
})

test('a user, and everybody behind a prefix, are locked out apart', () => {
  const { nowMs } = aClock()
  const lockOuts = createLockOuts({ nowMs })
  lockOuts.begin({ user: 'alice', client: CLIENT, refusals: 10 }, 500)
  assert.equal(lockOuts.leftMs('bob', CLIENT), 0)
  assert.equal(lockOuts.leftMs('alice', '192.0.2.8/32'), 0)
  assert.equal(lockOuts.leftMs(undefined, CLIENT), 0)
})

test('further refusals do not prolong what has begun', () => {
  const { nowMs, pass } = aClock()
  const lockOuts = createLockOuts({ nowMs })
  lockOuts.begin({ user: 'alice', client: CLIENT, refusals: 10 }, 500)
  pass(400)
  lockOuts.begin({ user: 'alice', client: CLIENT, refusals: 11 }, 500)
  assert.equal(lockOuts.leftMs('alice', CLIENT), 100)
})

test('what is written down holds after a restart, and is over when somebody ends it', () => {
  const { nowMs } = aClock()
  const ledger = new TestLedger()
  createLockOuts({ nowMs, ledger }).begin({ user: 'alice', client: CLIENT, refusals: 10 }, 500)
  assert.deepEqual(ledger.kept, [
    { user: 'alice', client: CLIENT, refusals: 10, beganMs: 1_000, endsMs: 1_500 },
  ])
  const restarted = createLockOuts({ nowMs, ledger })
  assert.equal(restarted.leftMs('alice', CLIENT), 500)
  ledger.clear()
  assert.equal(restarted.leftMs('alice', CLIENT), 0)
})

test('for whoever is not locked out nobody looks at what is written down', () => {
  const { nowMs, pass } = aClock()
  let looks = 0
  const ledger: LockOutLedger = {
    read: () => [],
    write: () => {},
    version: () => {
      looks++
      return 1
    },
  }
  const lockOuts = createLockOuts({ nowMs, ledger })
  lockOuts.begin({ user: 'mallory', client: CLIENT, refusals: 10 }, 500)
  looks = 0
  assert.equal(lockOuts.leftMs('alice', CLIENT), 0)
  assert.equal(looks, 0)
  assert.equal(lockOuts.leftMs('mallory', CLIENT), 500)
  assert.equal(looks, 1)
  pass(500)
  assert.equal(lockOuts.leftMs('mallory', CLIENT), 0)
  assert.equal(looks, 1)
})

test('many lock-outs take a bounded room: the oldest gives way', () => {
  const { nowMs } = aClock()
  const lockOuts = createLockOuts({ nowMs, entriesMax: 3 })
  for (const user of ['a', 'b', 'c', 'd']) lockOuts.begin({ user, client: CLIENT, refusals: 1 }, 9)
  const left = ['a', 'b', 'c', 'd'].map((user) => lockOuts.leftMs(user, CLIENT))
  assert.deepEqual(left, [0, 9, 9, 9])
})
