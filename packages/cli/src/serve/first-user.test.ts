import assert from 'node:assert/strict'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { argon2idHashing } from '@hopwise/auth/node'
import { openUsers, type UserStore } from '@hopwise/store'
import { scene, temporaryDirectory } from '../testing/scene.ts'
import { firstUser } from './first-user.ts'

test('the first start makes one user whose password holds, a later one makes none', async (t) => {
  const users = opened(t)
  const { surroundings } = scene()
  const start = await firstUser(users, surroundings)
  assert.ok(start.kind === 'first')
  assert.deepEqual(await users.check(start.name, start.password), {
    kind: 'right',
    user: 'hopwise',
  })
  assert.equal(users.find('hopwise')?.isFirst, true)
  assert.deepEqual(await firstUser(users, surroundings), { kind: 'again', names: ['hopwise'] })
})

test('an operator who removed the last user meant it', async (t) => {
  const users = opened(t)
  const { surroundings } = scene()
  await firstUser(users, surroundings)
  users.remove('hopwise')
  assert.deepEqual(await firstUser(users, surroundings), { kind: 'again', names: [] })
})

function opened(t: TestContext): UserStore {
  const file = join(temporaryDirectory(t), 'users.db')
  const users = openUsers({ file, hashing: argon2idHashing, nowMs: () => 0, busyMs: 0 })
  t.after(() => users.close())
  return users
}
