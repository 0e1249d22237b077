import assert from 'node:assert/strict'
import { test } from 'node:test'
import { errors } from 'jose'
import { jwtProblem } from './jwt-problem.ts'

const EXPECTED = { issuer: 'https://idp.example', audience: ['proxy', 'lab'] }
const { JWTClaimValidationFailed: ClaimFailed, JWTExpired } = errors

const ROWS: readonly [error: Error, sentence: RegExp][] = [
  [new ClaimFailed('', { aud: 'x' }, 'aud', 'check_failed'), /for "x", not for proxy or lab$/],
  [new ClaimFailed('', {}, 'aud', 'missing'), /^it has no aud$/],
  [new ClaimFailed('', {}, 'nbf', 'invalid'), /^its nbf is not of the right type$/],
  [new ClaimFailed('', {}, 'zork', 'check_failed'), /^its zork is not the one/],
  [new errors.JWSSignatureVerificationFailed(), /signature/],
  [new errors.JOSEAlgNotAllowed(), /not allowed/],
  [new errors.JWTInvalid(), /not a set of claims/],
  [new errors.JWKInvalid(), /jose refuses it \(ERR_JWK_INVALID\)/],
]

for (const [error, sentence] of ROWS) {
  test(`the operator reads: ${sentence.source}`, () => {
    const check = jwtProblem(error, EXPECTED)
    assert.ok(check.kind === 'token-unknown')
    assert.match(check.forOperator ?? '', sentence)
  })
}

test('expired is told apart: the client is told so, too', () => {
  assert.equal(
    jwtProblem(new JWTExpired('', {}, 'exp', 'check_failed'), EXPECTED).kind,
    'token-expired',
  )
})

test('what a token says is shown in one short line', () => {
  const payload = { iss: `\x1b[31m\n${'x'.repeat(500)}` }
  const check = jwtProblem(new ClaimFailed('', payload, 'iss', 'check_failed'), EXPECTED)
  const text = check.kind === 'token-unknown' ? (check.forOperator ?? '') : ''
  assert.match(text, /^its issuer is "\\u001b\[31m\\nx+…, not https:\/\/idp\.example$/)
  assert.ok(text.length < 200)
})

test('a key that cannot be used is neither yes nor no; a bug stays one', () => {
  assert.equal(jwtProblem(new TypeError('key too short'), EXPECTED).kind, 'unavailable')
  assert.throws(() => jwtProblem(new RangeError('bug'), EXPECTED), /bug/)
})
