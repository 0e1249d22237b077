import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseChallenges } from '@hopwise/http'
import { goesOn, tellsAcceptance } from './verdict-on-sent.ts'

for (const [scheme, challenge, expected] of [
  ['ntlm', 'NTLM TlRMTVNTUAACAAAA', true],
  ['ntlm', 'NTLM', false],
  ['negotiate', 'NTLM TlRMTVNTUAACAAAA', false],
  ['digest', 'Digest realm="r", nonce="n", stale=TRUE', true],
  ['digest', 'Digest realm="r", nonce="n", stale=false', false],
  ['basic', 'Basic realm="r", stale=true', false],
] as const) {
  test(`to ${scheme}, ${challenge} ${expected ? 'goes on' : 'is a refusal'}`, () => {
    assert.equal(goesOn(scheme, parseChallenges([challenge])), expected)
  })
}

test('who answers from an origin has let the credentials through; who may not have looked says nothing', () => {
  assert.ok([200, 204, 304, 404, 502].every(tellsAcceptance))
  assert.ok(![400, 403, 407, 429, 503].some(tellsAcceptance))
})
