import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FAULTS } from '@hopwise/journal'
import { admit } from './admit.ts'

test('an accepted verdict admits the user', () => {
  const accepted = { kind: 'accepted', user: 'alice', scheme: 'basic' } as const
  assert.deepEqual(admit(accepted), { kind: 'admitted', accepted })
})

test('an unknown user and a wrong password differ for the operator only', () => {
  const unknown = admit({ kind: 'refused', reason: 'unknown-user', user: 'bob' })
  const wrong = admit({ kind: 'refused', reason: 'wrong-password', user: 'bob' })
  assert.ok(unknown.kind === 'refused' && wrong.kind === 'refused')
  assert.deepEqual([unknown.fault, unknown.detail], [wrong.fault, wrong.detail])
  assert.notEqual(unknown.reason, wrong.reason)
})

test('whatever other credentials would help against is a 407', () => {
  const reasons = [
    'credentials-missing',
    'credentials-malformed',
    'credentials-repeated',
    'scheme-not-offered',
    'unknown-user',
    'user-disabled',
    'user-expired',
    'nonce-stale',
    'credentials-replayed',
    'target-mismatch',
    'token-unknown',
    'token-expired',
    'ticket-rejected',
    'round-continues',
  ] as const
  for (const reason of reasons) {
    const admission = admit({ kind: 'refused', reason })
    assert.equal(admission.kind === 'refused' && FAULTS[admission.fault].status, 407, reason)
  }
})

test('a store that cannot be asked is not a wrong password', () => {
  const admission = admit({ kind: 'unavailable', store: 'ldap', detail: 'down' })
  assert.equal(admission.kind === 'refused' && admission.fault, 'VERIFIER_UNAVAILABLE')
})
