import assert from 'node:assert/strict'
import { test } from 'node:test'

import { Secret } from '@hopwise/auth'
import { aComposing } from '../testing/a-composing.ts'
import { openUsersStore } from './users.ts'

test('users of our own are those of the data directory, whatever the configuration', async (t) => {
  const { composing } = aComposing(t, '')
  const { passwords, digests } = await openUsersStore({ kind: 'users' }, [], composing)
  assert.equal(passwords?.name, composing.own.passwords.name)
  assert.equal((await passwords?.check('a', new Secret('b')))?.kind, 'unavailable')
  assert.equal(digests, composing.own.digests)
})
