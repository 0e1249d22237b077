import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type LockOut, Secret } from '@hopwise/auth'
import type { UserStore } from '@hopwise/store'
import { lateData } from './late-data.ts'

const ALICE = { kind: 'plain', username: 'alice' } as const
const SECRET = new Secret('x')
const LOCK_OUT: LockOut = { user: 'a', client: '::/64', refusals: 3, beganMs: 1, endsMs: 2 }

const USERS = {
  version: () => 5,
  check: async (user: string) => ({ kind: 'right', user }),
  digests: { version: () => 8, find: () => ({ kind: 'unknown-user' }) },
  tokens: {
    version: () => 6,
    belongs: () => 'only-here',
    check: () => ({ kind: 'token-unknown' }),
  },
} as unknown as UserStore

function ledger() {
  const written: LockOut[] = []
  return {
    read: () => written,
    write: (each: LockOut) => void written.push(each),
    version: () => 7,
  }
}

test('before the data is open nobody is told yes or no', async () => {
  const { passwords, digests, tokens, lockOuts } = lateData()
  assert.equal((await digests.find(ALICE, 'x', 'MD5')).kind, 'unavailable')
  assert.equal((await passwords.check('alice', SECRET)).kind, 'unavailable')
  assert.equal((await tokens.check(SECRET)).kind, 'unavailable')
  assert.equal(tokens.belongs?.(SECRET), 'perhaps')
  lockOuts.write(LOCK_OUT)
  assert.deepEqual(lockOuts.read(), [])
})

test('afterwards the stores say it, and nothing of before is remembered', async () => {
  const data = lateData()
  const { passwords, digests, tokens, lockOuts } = data
  const versions = () => [passwords, digests, tokens, lockOuts].map((each) => each.version())
  const before = versions()
  data.open({ users: USERS, lockOuts: ledger() })
  assert.deepEqual(await passwords.check('alice', SECRET), { kind: 'right', user: 'alice' })
  assert.deepEqual(await tokens.check(SECRET), { kind: 'token-unknown' })
  assert.equal(tokens.belongs?.(SECRET), 'only-here')
  lockOuts.write(LOCK_OUT)
  assert.deepEqual(lockOuts.read(), [LOCK_OUT])
  assert.deepEqual(await digests.find(ALICE, 'x', 'MD5'), { kind: 'unknown-user' })
  const after = versions()
  assert.deepEqual(after, [5, 8, 6, 7])
  for (const [at, version] of before.entries()) assert.notEqual(version, after[at])
})
