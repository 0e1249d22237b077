import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ALICE } from '../testing/loopback.ts'
import { openAccess } from './access.ts'

test('without routes of its own, every destination asks the same authenticator', () => {
  const access = openAccess(ALICE)
  assert.equal(access.authenticatorFor({ host: 'a.example', port: 80 }), ALICE)
  assert.equal(access.authenticatorFor({ host: 'b.example', port: 443 }), ALICE)
})
