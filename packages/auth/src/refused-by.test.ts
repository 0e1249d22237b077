import assert from 'node:assert/strict'
import { test } from 'node:test'
import { refusedBy, type StoreRefusal } from './refused-by.ts'
import type { Refused } from './verdict.ts'

const ROWS: readonly [name: string, check: StoreRefusal, refused: Partial<Refused>][] = [
  ['an unknown user is who was claimed', { kind: 'unknown-user' }, { user: 'alice' }],
  ['a wrong password is of who was claimed', { kind: 'wrong-password' }, { user: 'alice' }],
  ['an account is of who was claimed', { kind: 'user-expired' }, { user: 'alice' }],
  ['an account is of whom it belongs to', { kind: 'user-disabled', user: 'bob' }, { user: 'bob' }],
  [
    'a lock says how long',
    { kind: 'locked-out', retryAfterMs: 5 },
    { user: 'alice', retryAfterMs: 5 },
  ],
  ['an unknown token is nobody’s', { kind: 'token-unknown', detail: 'd' }, { detail: 'd' }],
  ['a revoked token is its user’s', { kind: 'token-revoked', user: 'bob' }, { user: 'bob' }],
  [
    'a token for something else says what was needed',
    { kind: 'token-insufficient', user: 'bob', scope: 'proxy', forOperator: 'o' },
    { user: 'bob', scope: 'proxy', forOperator: 'o' },
  ],
]

for (const [name, check, about] of ROWS) {
  test(name, () => {
    const { kind: reason } = check
    assert.deepEqual(refusedBy(check, 'zork', 'alice'), {
      kind: 'refused',
      reason,
      scheme: 'zork',
      ...about,
    })
  })
}
