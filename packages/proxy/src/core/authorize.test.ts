import assert from 'node:assert/strict'
import { test } from 'node:test'
import { OPEN_POLICY } from './authorize.ts'

test('a policy without rules lets every known user through, and has nothing to say', () => {
  const decided = OPEN_POLICY.authorize({
    identity: { user: 'alice' },
    scheme: 'basic',
    method: 'GET',
    host: 'origin.example',
    port: 80,
    addresses: undefined,
    client: '127.0.0.1',
    timeMs: 0,
  })
  assert.deepEqual(decided, { kind: 'allowed' })
  assert.deepEqual(OPEN_POLICY.describe({ user: 'alice' }), [])
})
