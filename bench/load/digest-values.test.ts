import assert from 'node:assert/strict'
import { test } from 'node:test'
import { challengeIn, digestValues } from './digest-values.ts'

const HEAD =
  'HTTP/1.1 407 Proxy Authentication Required\r\n' +
  'Proxy-Authenticate: Digest realm="bench", qop="auth", algorithm=SHA-256, nonce="abc"\r\n' +
  'Proxy-Authenticate: Basic realm="bench"\r\n\r\n'

test('the challenge is found in a response head', () => {
  assert.deepEqual(challengeIn(HEAD), { realm: 'bench', nonce: 'abc' })
  assert.throws(() => challengeIn('HTTP/1.1 200 OK\r\n\r\n'), /no Digest challenge.*200 OK/)
})

test('every value has a count, a cnonce and a response of its own', () => {
  const values = digestValues({ realm: 'bench', nonce: 'abc' }, '/1k', 3)
  assert.match(
    values[2]!,
    /^Digest username="bench", realm="bench", nonce="abc", uri="\/1k", cnonce="[0-9a-f]{32}", nc=00000003, qop=auth, response="[0-9a-f]{64}", algorithm=SHA-256$/,
  )
  assert.equal(new Set(values.map((value) => /response="(.*?)"/.exec(value)?.[1])).size, 3)
})
