import assert from 'node:assert/strict'
import { test } from 'node:test'
import { boundedStore } from './bounded-store.ts'
import type { PasswordCheck, PasswordStore } from './credential-store.ts'
import { Secret } from './secret.ts'
import { get } from './testing/asked.ts'

const PASSWORD = new Secret('x')

test('only so many are verified at a time, so many wait, and more are told', async () => {
  const running: ((check: PasswordCheck) => void)[] = []
  const store: PasswordStore = {
    name: 'users',
    version: () => 3,
    check: () => new Promise((resolve) => running.push(resolve)),
  }
  const bounded = boundedStore(store, { concurrentMax: 1, waitingMax: 1 })
  const first = bounded.check('alice', PASSWORD)
  const second = bounded.check('alice', PASSWORD)
  const third = await bounded.check('alice', PASSWORD)
  assert.equal(third.kind, 'unavailable')
  assert.equal(running.length, 1)
  running[0]?.({ kind: 'wrong-password' })
  assert.equal((await first).kind, 'wrong-password')
  await new Promise((resolve) => setImmediate(resolve))
  running[1]?.({ kind: 'right', user: 'alice' })
  assert.equal((await second).kind, 'right')
})

test('it is the store that it bounds, and hears which request it is about', async () => {
  const asked = get()
  const seen: unknown[] = []
  const bounded = boundedStore({
    name: 'users',
    version: () => 3,
    check: async (...question) => {
      seen.push(...question)
      return { kind: 'unknown-user' }
    },
  })
  assert.deepEqual([bounded.name, bounded.version()], ['users', 3])
  await bounded.check('alice', PASSWORD, asked)
  assert.deepEqual(seen, ['alice', PASSWORD, asked])
})
