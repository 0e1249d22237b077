import assert from 'node:assert/strict'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Secret } from '@hopwise/auth'
import { scene, temporaryDirectory } from '../testing/scene.ts'
import { createUserStore, existingUserStore, isTaken } from './open-user-store.ts'

const { surroundings } = scene()

test('adding may be the first thing of all; the rest needs what is there', async (t) => {
  const directory = join(temporaryDirectory(t), 'new')
  assert.throws(() => existingUserStore(directory, surroundings), { problem: 'missing' })
  assert.equal(isTaken('alice', directory, surroundings), false)
  assert.equal(existsSync(directory), false)

  const created = createUserStore(directory, surroundings)
  await created.add({ name: 'alice', password: new Secret('x') })
  created.close()
  assert.equal(isTaken('alice', directory, surroundings), true)
  const existing = existingUserStore(directory, surroundings)
  assert.equal(existing.list().length, 1)
  existing.close()
})

test('a directory without users is told from a missing one, and nothing is created in it', (t) => {
  const directory = temporaryDirectory(t)
  assert.throws(() => existingUserStore(directory, surroundings), {
    name: 'Problem',
    exitCode: 3,
    message: /^There are no users in .* yet: hopwise user add NAME/,
  })
  assert.deepEqual(readdirSync(directory), [])
})
