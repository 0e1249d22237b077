import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseChallenges } from '@hopwise/http'
import { lasting } from './lasting-challenge.ts'

test('what was only about the refusal is left out, realm and nonce stay', () => {
  const text = 'Digest realm="r", nonce="n", stale=true, error="invalid_token"'
  const kept = lasting(parseChallenges([text]).challenges[0]!)
  assert.ok(kept.kind === 'params')
  assert.deepEqual(Object.fromEntries(kept.params), { realm: 'r', nonce: 'n' })
})

test('of a round of a handshake the scheme stays', () => {
  const kept = lasting(parseChallenges(['NTLM TlRMTVNTUAACAAAA']).challenges[0]!)
  assert.deepEqual(kept, { kind: 'params', scheme: 'ntlm', params: new Map() })
})
