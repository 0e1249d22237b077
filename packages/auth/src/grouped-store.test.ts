import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PasswordCheck, PasswordStore } from './credential-store.ts'
import { type Groups, withGroups } from './grouped-store.ts'
import { Secret } from './secret.ts'

const GROUPS: Groups = {
  name: 'htgroup',
  version: () => 4,
  groupsOf: (user) => (user === 'alice' ? ['staff', 'lab'] : []),
}

test('whoever is right is in the groups of both places', async () => {
  const check = await checked({ kind: 'right', user: 'alice', groups: ['staff', 'own'] })
  assert.deepEqual(check, { kind: 'right', user: 'alice', groups: ['staff', 'own', 'lab'] })
  assert.deepEqual(await checked({ kind: 'right', user: 'bob' }), { kind: 'right', user: 'bob' })
})

test('an answer of no is passed on as it is', async () => {
  const wrong = { kind: 'wrong-password' } as const
  assert.equal(await checked(wrong), wrong)
})

test('a change in either place is another version', () => {
  assert.equal(withGroups(store({ kind: 'unknown-user' }), GROUPS).version(), 7)
})

function checked(check: PasswordCheck): Promise<PasswordCheck> {
  return withGroups(store(check), GROUPS).check('alice', new Secret('x'))
}

function store(check: PasswordCheck): PasswordStore {
  return { name: 'htpasswd', version: () => 3, check: async () => check }
}
