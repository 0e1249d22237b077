import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { test } from 'node:test'
import { dataFiles } from '@hopwise/store'
import { scene, temporaryDirectory } from '../testing/scene.ts'
import { withLockOuts } from './known-lock-outs.ts'
import { lockOutsIn } from './testing/lock-outs-in.ts'

const users = (which: Parameters<typeof withLockOuts>[0]) =>
  withLockOuts(which, scene().surroundings, (found) => found.map(({ user }) => user))

test('lock-outs are found by user, by client, by both, or all of them', (t) => {
  const data = lockOutsIn(t)
  const client = { address: '192.0.2.7', bits: 32 }
  assert.deepEqual(users({ data }), ['alice', undefined, 'alice', '\u001b[2Jbob'])
  assert.deepEqual(users({ data, user: 'Alice' }), ['alice', 'alice'])
  assert.deepEqual(users({ data, client }), ['alice', undefined])
  assert.deepEqual(users({ data, user: 'alice', client }), ['alice'])
  assert.deepEqual(users({ data, user: 'carol' }), [])
})

test('where nobody was ever locked out nothing is created', (t) => {
  const data = temporaryDirectory(t)
  assert.deepEqual(users({ data }), [])
  assert.equal(existsSync(dataFiles(data).lockOuts), false)
})

test('a directory that is not there is said', () => {
  assert.throws(() => users({ data: '/nonexistent/data' }), /There is no data directory/)
})
