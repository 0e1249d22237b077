import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type AuthElement, formatChallenge, parseCredentials } from '@hopwise/http'
import { bearerChallenge, isBearerToken, isScope, readBearer } from './message.ts'

test('the example of RFC 6750 §2.1 is read', () => {
  const read = readBearer(credentials('Bearer mF_9.B5f-4.1JqM'))
  assert.ok(read.kind === 'token')
  assert.equal(read.token.reveal(), 'mF_9.B5f-4.1JqM')
})

test('every character of b64token, and its padding, is part of a token', () => {
  const all = 'AZaz09-._~+/=='
  const read = readBearer(credentials(`bearer ${all}`))
  assert.ok(read.kind === 'token')
  assert.equal(read.token.reveal(), all)
  assert.equal(isBearerToken(all), true)
})

test('what stands elsewhere than in the place of the token is no token', () => {
  for (const value of ['Bearer', 'Bearer access_token="x"', 'Bearer realm=x']) {
    assert.deepEqual(readBearer(credentials(value)), {
      kind: 'malformed',
      reason: 'token-missing',
    })
  }
})

test('a token of 16 KiB is read, a longer one is not', () => {
  assert.equal(readBearer(credentials(`Bearer ${'x'.repeat(16_384)}`)).kind, 'token')
  const long = 'x'.repeat(16_385)
  assert.deepEqual(readBearer(credentials(`Bearer ${long}`)), {
    kind: 'malformed',
    reason: 'too-long',
  })
  assert.equal(isBearerToken(long), false)
})

for (const text of ['', 'a b', 'a\r\nX: y', 'tök', '=a', 'a=b', 'a"']) {
  test(`${JSON.stringify(text)} cannot be sent as a token`, () => {
    assert.equal(isBearerToken(text), false)
  })
}

test('challenges look like those of RFC 6750 §3', () => {
  const told = (error?: 'invalid_token', description?: string): string =>
    formatChallenge(bearerChallenge({ realm: 'example', scope: undefined, error, description }))
  assert.equal(told(), 'Bearer realm="example"')
  assert.equal(
    told('invalid_token', 'The access token expired'),
    'Bearer realm="example", error="invalid_token", error_description="The access token expired"',
  )
})

test('a scope is names of printable ASCII with one space between two', () => {
  for (const text of [
    'openid',
    'openid profile email',
    'urn:example:channel=HBO&urn:rating=G,PG-13',
  ])
    assert.equal(isScope(text), true, text)
  for (const text of ['', ' a', 'a ', 'a  b', 'a"b', 'a\\b', 'ä', 'a\tb'])
    assert.equal(isScope(text), false, text)
})

function credentials(value: string): AuthElement {
  const parsed = parseCredentials(value)
  assert.ok(parsed.kind !== 'malformed')
  return parsed
}
