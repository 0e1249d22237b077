import assert from 'node:assert/strict'
import { test } from 'node:test'

import { read } from '../testing/reading.ts'
import { bearer } from './bearer.ts'

const JWT = {
  issuer: 'https://idp.example',
  audience: 'proxy',
  jwks: { url: 'https://idp.example/k' },
}

test('without settings, tokens of our own are accepted and nothing else', () => {
  assert.deepEqual(read(bearer, {}), { tokens: true, asPassword: false })
})

test('a JWT has its algorithms and its claim', () => {
  const section = read(bearer, { jwt: JWT })
  assert.ok(typeof section !== 'string')
  assert.deepEqual(section.jwt?.algorithms, ['ES256', 'RS256'])
  assert.equal(section.jwt?.userClaim, 'sub')
  assert.equal(section.jwt?.clockSkew.ms, 30_000)
})

test('a signature that anybody can make is not an algorithm', () => {
  assert.match(
    String(read(bearer, { jwt: { ...JWT, algorithms: ['none'] } })),
    /^write one of RS256/,
  )
  assert.match(String(read(bearer, { jwt: { ...JWT, algorithms: ['HS256'] } })), /^write one of/)
})

test('a scope is names with one space between two', () => {
  const section = read(bearer, { scope: 'proxy admin' })
  assert.ok(typeof section !== 'string')
  assert.equal(section.scope, 'proxy admin')
  assert.match(String(read(bearer, { scope: 'proxy  "x"' })), /^write names of scopes/)
})

test('the secret of an introspection client is only named', () => {
  const introspection = { url: 'https://idp.example/i', clientId: 'hopwise', clientSecret: 'x' }
  assert.match(String(read(bearer, { introspection })), /^a secret does not belong in this file/)
})
