import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NOW_MS, scene, temporaryDirectory } from '../testing/scene.ts'
import { addUser } from '../user/add-user.ts'
import { changeUser } from '../user/change-user.ts'
import { who } from './who.ts'

const ALICE = { user: 'alice', groups: ['ops'], scheme: 'basic', timeMs: NOW_MS }

test('without users at hand, the command line is believed, and that is said', (t) => {
  const { surroundings } = scene()
  const directory = temporaryDirectory(t)
  for (const [data, source] of [
    [`${directory}/none`, /^There is no .*none: only the groups of the command line count$/],
    [directory, /^There are no users in /],
  ] as const) {
    const found = who(ALICE, data, surroundings)
    assert.match(found.source, source)
    assert.deepEqual(found.verdict, {
      kind: 'accepted',
      user: 'alice',
      groups: ['ops'],
      scheme: 'basic',
    })
  }
})

test('a user who is known has signed in; one who is not may be known elsewhere', async (t) => {
  const { surroundings } = scene()
  const data = temporaryDirectory(t)
  await addUser('alice', { data, generate: true }, surroundings)
  assert.equal(who(ALICE, data, surroundings).source, `alice is in ${data}`)
  const other = who({ ...ALICE, user: 'bob' }, data, surroundings)
  assert.match(other.source, /^bob is not in /)
  assert.equal(other.verdict.kind, 'accepted')
})

test('an account that is of no use is refused as the proxy refuses it', async (t) => {
  const { surroundings } = scene()
  const data = temporaryDirectory(t)
  await addUser('alice', { data, generate: true, expires: NOW_MS + 1000 }, surroundings)
  const reason = (timeMs: number) => {
    const { verdict } = who({ ...ALICE, timeMs }, data, surroundings)
    return verdict.kind === 'refused' ? verdict.reason : verdict.kind
  }
  assert.deepEqual([reason(NOW_MS), reason(NOW_MS + 1000)], ['accepted', 'user-expired'])
  changeUser('disable', 'alice', { data }, surroundings)
  assert.equal(reason(NOW_MS), 'user-disabled')
})
