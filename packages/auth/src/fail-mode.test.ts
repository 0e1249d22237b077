import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PasswordCheck, PasswordStore } from './credential-store.ts'
import { failingAs } from './fail-mode.ts'
import { Secret } from './secret.ts'

const DOWN: PasswordCheck = { kind: 'unavailable', detail: 'no answer' }

test('closed: a store that cannot be asked lets nobody in', async () => {
  assert.equal(await outcome('closed', DOWN), DOWN)
})

test('dangerously open: it lets everybody in, and nothing of it is remembered', async () => {
  assert.deepEqual(await outcome('dangerouslyOpen', DOWN), {
    kind: 'right',
    user: 'alice',
    expiresMs: 0,
  })
})

test('dangerously open: a store that answers has the say', async () => {
  const wrong = { kind: 'wrong-password' } as const
  assert.equal(await outcome('dangerouslyOpen', wrong), wrong)
})

function outcome(mode: 'closed' | 'dangerouslyOpen', check: PasswordCheck) {
  const store: PasswordStore = { name: 'a', version: () => 0, check: async () => check }
  return failingAs(mode, store).check('alice', new Secret('x'))
}
