import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Secret } from '@hopwise/auth'
import { NOW_MS, scene, temporaryDirectory } from '../testing/scene.ts'
import { addUser } from '../user/add-user.ts'
import { existingUserStore } from '../user/open-user-store.ts'
import { createToken } from './create-token.ts'

test('the token is all that standard output gets, and it works', async (t) => {
  const data = temporaryDirectory(t)
  await addUser('alice', { data, generate: true }, scene().surroundings)
  const { surroundings, stdout, stderr } = scene()
  createToken({ data, user: 'alice', expires: 'never' }, surroundings)
  assert.match(stdout(), /^hwt_[0-9a-z]{39}\n$/)
  assert.match(stderr(), /^token [0-9a-f]{12} was made for alice; it is shown this one time:\n$/)
  const users = existingUserStore(data, surroundings)
  t.after(() => users.close())
  const check = users.tokens.check(new Secret(stdout().trim()))
  assert.deepEqual(check, { kind: 'right', user: 'alice', scopes: [] })
})

test('programs get everything as one object', async (t) => {
  const data = temporaryDirectory(t)
  await addUser('alice', { data, generate: true }, scene().surroundings)
  const { surroundings, stdout, stderr } = scene()
  const expires = NOW_MS + 1_000
  const limits = { scope: ['proxy'], allow: ['*.example.com'] }
  createToken({ data, user: 'alice', name: 'ci', expires, ...limits, json: true }, surroundings)
  const { token, id, ...facts } = JSON.parse(stdout())
  assert.match(token, /^hwt_/)
  assert.match(id, /^[0-9a-f]{12}$/)
  assert.deepEqual(facts, {
    user: 'alice',
    name: 'ci',
    state: 'active',
    scopes: ['proxy'],
    allow: ['*.example.com'],
    created: '2026-11-21T12:00:00.000Z',
    expires: '2026-11-21T12:00:01.000Z',
  })
  assert.equal(stderr(), '')
})

test('a user who is not there is an answer of no, with the one that was perhaps meant', async (t) => {
  const data = temporaryDirectory(t)
  await addUser('alice', { data, generate: true }, scene().surroundings)
  const { surroundings, stdout } = scene()
  assert.throws(() => createToken({ data, user: 'alcie', expires: 'never' }, surroundings), {
    exitCode: 1,
    message: /There is no user alcie: did you mean alice/,
  })
  assert.equal(stdout(), '')
})
