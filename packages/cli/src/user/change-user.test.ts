import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NOW_MS, scene, temporaryDirectory } from '../testing/scene.ts'
import { addUser } from './add-user.ts'
import { changeUser } from './change-user.ts'
import { existingUserStore } from './open-user-store.ts'

test('a user is disabled, enabled and removed, and it is said', async (t) => {
  const data = temporaryDirectory(t)
  await addUser('alice', { data, generate: true }, scene().surroundings)
  const { surroundings, stderr } = scene()
  const users = existingUserStore(data, surroundings)
  t.after(() => users.close())

  changeUser('disable', 'alice', { data }, surroundings)
  assert.equal(users.find('alice')?.disabledMs, NOW_MS)
  changeUser('enable', 'alice', { data }, surroundings)
  assert.equal(users.find('alice')?.disabledMs, undefined)
  changeUser('remove', 'alice', { data }, surroundings)
  assert.equal(users.find('alice'), undefined)
  assert.equal(
    stderr(),
    'user alice was disabled\nuser alice was enabled\nuser alice was removed\n',
  )
})

test('an unknown user is an answer of no', async (t) => {
  const data = temporaryDirectory(t)
  await addUser('alice', { data, generate: true }, scene().surroundings)
  for (const change of ['disable', 'enable', 'remove'] as const) {
    assert.throws(() => changeUser(change, 'bob', { data }, scene().surroundings), { exitCode: 1 })
  }
})
