import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Secret } from '@hopwise/auth'
import { lateUsers } from './late-users.ts'

test('before it is open it says neither yes nor no, afterwards what the store says', async () => {
  const users = lateUsers()
  const password = new Secret('x')
  assert.equal((await users.check('alice', password)).kind, 'unavailable')
  const before = users.version()
  users.open({
    name: 'store',
    check: async (user) => ({ kind: 'right', user }),
    version: () => 5,
  })
  assert.deepEqual(await users.check('alice', password), { kind: 'right', user: 'alice' })
  assert.notEqual(users.version(), before)
  assert.equal(users.version(), 5)
})
