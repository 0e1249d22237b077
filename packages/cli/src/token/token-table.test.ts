import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Token } from '@hopwise/store'
import { tokenJson, tokenState, tokenTable } from './token-table.ts'

const NOW = Date.UTC(2026, 10, 21, 12)
const DAY = 86_400_000
const CI: Token = {
  id: '0123456789ab',
  user: 'alice',
  label: '',
  scopes: [],
  createdMs: NOW - DAY,
}

test('columns are aligned, in the local time of each moment', () => {
  const full = { label: 'nightly', scopes: ['proxy', 'git'], hosts: ['*.example.com'] }
  const tokens = [CI, { ...CI, ...full, expiresMs: NOW + DAY, lastUsedMs: NOW }]
  assert.deepEqual(
    tokenTable(tokens, NOW, () => 60),
    [
      'ID            USER   STATE   CREATED           EXPIRES           LAST USED         SCOPES     MAY REACH      NAME',
      '0123456789ab  alice  active  2026-11-20 13:00  -                 -                 -          -              -',
      '0123456789ab  alice  active  2026-11-20 13:00  2026-11-22 13:00  2026-11-21 13:00  proxy git  *.example.com  nightly',
    ],
  )
})

test('revoked counts before expired, and a token expires at the moment itself', () => {
  assert.equal(tokenState(CI, NOW), 'active')
  assert.equal(tokenState({ ...CI, expiresMs: NOW + 1 }, NOW), 'active')
  assert.equal(tokenState({ ...CI, expiresMs: NOW }, NOW), 'expired')
  assert.equal(tokenState({ ...CI, expiresMs: NOW, revokedMs: 1 }, NOW), 'revoked')
})

test('programs get the same facts, with times that say their zone', () => {
  const token = { ...CI, hosts: ['example.com'], revokedMs: NOW, lastUsedMs: NOW - DAY }
  assert.deepEqual(tokenJson(token, NOW), {
    id: '0123456789ab',
    user: 'alice',
    name: '',
    state: 'revoked',
    scopes: [],
    allow: ['example.com'],
    created: '2026-11-20T12:00:00.000Z',
    revoked: '2026-11-21T12:00:00.000Z',
    lastUsed: '2026-11-20T12:00:00.000Z',
  })
})
