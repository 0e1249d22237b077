import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NOW_MS, scene, temporaryDirectory } from '../testing/scene.ts'
import { addUser } from './add-user.ts'
import { existingUserStore } from './open-user-store.ts'
import { setUser } from './set-user.ts'

test('groups, limits and expiry are changed, the rest stays as it is', async (t) => {
  const data = temporaryDirectory(t)
  const options = { data, generate: true, group: ['staff'], allowMethod: ['GET'] }
  await addUser('alice', options, scene().surroundings)
  const { surroundings, stderr } = scene()
  const users = existingUserStore(data, surroundings)
  t.after(() => users.close())
  assert.deepEqual(users.find('alice')?.groups, ['staff'])

  const changes = { group: ['lab'], removeGroup: ['staff'], allowHours: ['mon-fri'] }
  setUser('alice', { data, ...changes, expires: NOW_MS + 5 }, surroundings)
  const { groups, restrictions, expiresMs } = users.find('alice')!
  assert.deepEqual(groups, ['lab'])
  assert.deepEqual(restrictions, { methods: ['GET'], hours: ['mon-fri'] })
  assert.equal(expiresMs, NOW_MS + 5)
  setUser('alice', { data, allowMethod: ['any'], expires: 'never' }, surroundings)
  assert.deepEqual(users.find('alice')?.restrictions, { hours: ['mon-fri'] })
  assert.equal(users.find('alice')?.expiresMs, undefined)
  assert.equal(stderr(), 'user alice was changed\nuser alice was changed\n')
})

test('nothing to change and nobody to change it for are told', async (t) => {
  const data = temporaryDirectory(t)
  await addUser('alice', { data, generate: true }, scene().surroundings)
  assert.throws(() => setUser('alice', { data }, scene().surroundings), {
    exitCode: 2,
    message: /^Nothing to change/,
  })
  const options = { data, group: ['staff'] }
  assert.throws(() => setUser('alcie', options, scene().surroundings), {
    exitCode: 1,
    message: /mean alice\?$/,
  })
})
