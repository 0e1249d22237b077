import assert from 'node:assert/strict'
import { test } from 'node:test'

import { aComposing } from '../testing/a-composing.ts'
import { openStore } from './open-store.ts'

test('a store is opened by its kind', async (t) => {
  const { composing } = aComposing(t, '')
  const { passwords } = await openStore({ kind: 'users' }, ['stores', 'own'], composing)
  assert.equal(passwords?.name, 'users')
})
