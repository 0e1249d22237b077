import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { Secret } from './secret.ts'

test('a secret does not print, serialise or inspect, and is revealed on request', () => {
  const secret = new Secret('opensesame')
  const shown = [`${secret}`, JSON.stringify({ secret }), inspect({ secret }, { showHidden: true })]
  for (const text of shown) {
    assert.match(text, /\[secret\]/)
    assert.doesNotMatch(text, /opensesame/)
  }
  assert.deepEqual(Object.entries(secret), [])
  assert.equal(secret.reveal(), 'opensesame')
})
