import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Secret } from '@hopwise/auth'
import { scene, temporaryDirectory } from '../testing/scene.ts'
import { addUser } from './add-user.ts'
import { existingUserStore } from './open-user-store.ts'

test('the generated password is alone on standard output, for a script', async (t) => {
  const data = join(temporaryDirectory(t), 'data')
  const { surroundings, stdout, stderr } = scene()
  await addUser('alice', { data, generate: true, expires: 5 }, surroundings)
  assert.equal(stderr(), 'user alice was added\n')
  const users = existingUserStore(data, surroundings)
  t.after(() => users.close())
  assert.equal((await users.check('alice', new Secret(stdout().trim()))).kind, 'user-expired')
})

test('a taken name is refused before the password is asked for', async (t) => {
  const data = temporaryDirectory(t)
  await addUser('alice', { data, generate: true }, scene().surroundings)
  const { surroundings, stderr } = scene({ isTty: true })
  await assert.rejects(addUser('alice', { data }, surroundings), {
    exitCode: 1,
    message: 'There is a user alice already: hopwise user passwd alice sets another password.',
  })
  assert.equal(stderr(), '')
})

test('without a usable password or name nothing is created', async (t) => {
  const data = join(temporaryDirectory(t), 'data')
  const { surroundings, stdin } = scene()
  stdin.end('\n')
  await assert.rejects(addUser('alice', { data, passwordStdin: true }, surroundings))
  await assert.rejects(addUser('', { data, generate: true }, surroundings), { exitCode: 2 })
  assert.equal(existsSync(data), false)
})
