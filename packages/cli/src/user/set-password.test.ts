import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Secret } from '@hopwise/auth'
import { scene, temporaryDirectory } from '../testing/scene.ts'
import { addUser } from './add-user.ts'
import { existingUserStore } from './open-user-store.ts'
import { setPassword } from './set-password.ts'

test('the new password holds, the old one does not, and the expiry can be lifted', async (t) => {
  const data = temporaryDirectory(t)
  const first = scene()
  await addUser('alice', { data, generate: true, expires: 5 }, first.surroundings)
  const { surroundings, stdin, stderr } = scene()
  stdin.end('other\n')
  await setPassword('alice', { data, passwordStdin: true, expires: 'never' }, surroundings)
  assert.equal(stderr(), 'user alice has another password\n')
  const users = existingUserStore(data, surroundings)
  t.after(() => users.close())
  assert.equal((await users.check('alice', new Secret('other'))).kind, 'right')
  assert.equal(
    (await users.check('alice', new Secret(first.stdout().trim()))).kind,
    'wrong-password',
  )
})

test('an unknown user is told before a password is asked for', async (t) => {
  const data = temporaryDirectory(t)
  await addUser('alice', { data, generate: true }, scene().surroundings)
  const { surroundings, stderr } = scene({ isTty: true })
  await assert.rejects(setPassword('alise', { data }, surroundings), { message: /mean alice\?$/ })
  assert.equal(stderr(), '')
})
