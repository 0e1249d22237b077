import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { User } from '@hopwise/store'
import { userJson, userState, userTable } from './user-table.ts'

const NOW = Date.UTC(2026, 10, 21, 12)
const DAY = 86_400_000
const ALICE: User = { name: 'alice', createdMs: NOW - DAY, passwordChangedMs: NOW, isFirst: false }

test('columns are aligned whatever the letters, in the local time of each moment', () => {
  const users = [ALICE, { ...ALICE, name: '日本', expiresMs: NOW + DAY }]
  assert.deepEqual(
    userTable(users, NOW, () => 60),
    [
      'NAME   STATE   CREATED           PASSWORD SET      EXPIRES',
      'alice  active  2026-11-20 13:00  2026-11-21 13:00  -',
      '日本   active  2026-11-20 13:00  2026-11-21 13:00  2026-11-22 13:00',
    ],
  )
})

test('groups and limits have columns when anybody has them', () => {
  const bob = {
    ...ALICE,
    name: 'bob',
    groups: ['lab', 'staff'],
    restrictions: { hosts: ['*.example.com'], hours: ['mon-fri 08:00-12:00,13:00-18:00', 'sat'] },
  }
  assert.deepEqual(
    userTable([ALICE, bob], NOW, () => 60).map((line) => line.slice(60)),
    [
      'GROUPS      ONLY HOSTS     ONLY HOURS',
      '-           -              -',
      'lab, staff  *.example.com  mon-fri 08:00-12:00,13:00-18:00; sat',
    ],
  )
  const { groups, only } = userJson(bob, NOW)
  assert.deepEqual([groups, only], [bob.groups, bob.restrictions])
})

test('disabled counts before expired, and a user expires at the moment itself', () => {
  assert.equal(userState(ALICE, NOW), 'active')
  assert.equal(userState({ ...ALICE, expiresMs: NOW + 1 }, NOW), 'active')
  assert.equal(userState({ ...ALICE, expiresMs: NOW }, NOW), 'expired')
  assert.equal(userState({ ...ALICE, expiresMs: NOW, disabledMs: 1 }, NOW), 'disabled')
})

test('programs get the same facts, with times that say their zone', () => {
  assert.deepEqual(userJson({ ...ALICE, disabledMs: NOW, isFirst: true }, NOW), {
    name: 'alice',
    state: 'disabled',
    created: '2026-11-20T12:00:00.000Z',
    passwordSet: '2026-11-21T12:00:00.000Z',
    disabled: '2026-11-21T12:00:00.000Z',
    isFirst: true,
  })
})
