import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Secret } from '@hopwise/auth'
import { scene, temporaryDirectory } from '../testing/scene.ts'
import { knownName, usableName } from './known-user.ts'
import { createUserStore } from './open-user-store.ts'

test('a name that cannot be one is refused with what to change', () => {
  assert.equal(usableName('alice'), 'alice')
  assert.throws(() => usableName('a:b'), { exitCode: 2, message: /colon/ })
})

test('an unknown user is told with the name that was perhaps meant', async (t) => {
  const users = createUserStore(temporaryDirectory(t), scene().surroundings)
  t.after(() => users.close())
  await users.add({ name: 'alice', password: new Secret('x') })
  assert.equal(knownName('alice', users), 'alice')
  assert.throws(() => knownName('alcie', users), {
    exitCode: 1,
    message: 'There is no user alcie: did you mean alice?',
  })
  assert.throws(() => knownName('zebra', users), { message: /see hopwise user list$/ })
})
