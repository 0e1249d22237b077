import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lockOutJson, lockOutTable } from './lock-out-table.ts'

const ALICE = {
  user: 'alice',
  client: '192.0.2.7/32',
  refusals: 10,
  beganMs: Date.UTC(2026, 10, 21, 12),
  endsMs: Date.UTC(2026, 10, 21, 12, 15),
}

test('a table has who, from where, and until when, in local time', () => {
  assert.deepEqual(
    lockOutTable([ALICE, { ...ALICE, user: undefined }], () => 60),
    [
      'CLIENT        USER         REFUSALS  SINCE             UNTIL',
      '192.0.2.7/32  alice        10        2026-11-21 13:00  2026-11-21 13:15',
      '192.0.2.7/32  (everybody)  10        2026-11-21 13:00  2026-11-21 13:15',
    ],
  )
})

test('a name that would steer the terminal is shown as text', () => {
  const [, line] = lockOutTable([{ ...ALICE, user: '\u001b[2J' }], () => 0)
  assert.match(line ?? '', / \\x1b\[2J /)
})

test('programs get the same, and no user where it is everybody', () => {
  const { user, ...everybody } = lockOutJson(ALICE) as { user: string }
  assert.equal(user, 'alice')
  assert.deepEqual(everybody, {
    client: '192.0.2.7/32',
    refusals: 10,
    since: '2026-11-21T12:00:00.000Z',
    until: '2026-11-21T12:15:00.000Z',
  })
  assert.deepEqual(lockOutJson({ ...ALICE, user: undefined }), everybody)
})
