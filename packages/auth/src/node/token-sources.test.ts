import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import type { TokenCheck, TokenStore } from '../credential-store.ts'
import { Secret } from '../secret.ts'
import { keySet, makeKey, startServer } from '../testing/token-issuer.ts'
import { openTokenSources, type TokenSourcesOptions } from './token-sources.ts'

const NOW = 1_795_000_000
const key = await makeKey('k')
const CLAIMS = { iss: 'https://idp.example', aud: 'proxy', sub: 'jwt-user', exp: NOW + 60 }

test('each token is judged by whom it belongs to, and nobody else sees it', async (t) => {
  const { check, keys, asked } = await all(t)
  assert.deepEqual([await check('hwt_good'), asked.requests.length], ['own-user', 0])
  assert.deepEqual([await check('hwt_bad'), asked.requests.length], ['token-unknown', 0])
  assert.equal(keys.requests.length, 0)
  assert.equal(await check(await key.sign(CLAIMS)), 'jwt-user')
  assert.equal(asked.requests.length, 0)
  assert.equal(await check('opaque'), 'asked-user')
  assert.equal(asked.requests.length, 1)
})

test('a JWT that is not the issuer’s is asked about; one that has expired is not', async (t) => {
  const { check, asked } = await all(t)
  assert.equal(
    await check(await key.sign({ ...CLAIMS, iss: 'https://other.example' })),
    'asked-user',
  )
  assert.equal(asked.requests.length, 1)
  assert.equal(await check(await key.sign({ ...CLAIMS, exp: NOW - 60 })), 'token-expired')
  assert.equal(asked.requests.length, 1)
})

test('one that is down counts only when no other one knew the token', async (t) => {
  const { check, keys, asked } = await all(t)
  await keys.stop()
  assert.equal(await check(await key.sign(CLAIMS)), 'asked-user')
  asked.answer = (response) => response.end('{"active":false}')
  assert.equal(await check(await key.sign({ ...CLAIMS, jti: '2' })), 'unavailable')
  assert.equal(await check('hwt_good'), 'own-user')
})

test('a scope of one source is asked of its tokens, one of all is asked of all', async (t) => {
  const jwtOnly = await all(t, { jwt: 'proxy' })
  assert.equal(jwtOnly.sources.scope, 'proxy')
  assert.equal(await jwtOnly.check(await key.sign(CLAIMS)), 'token-insufficient')
  assert.equal(await jwtOnly.check(await key.sign({ ...CLAIMS, scope: 'proxy' })), 'jwt-user')
  assert.equal(await jwtOnly.check('opaque'), 'asked-user')
  const everywhere = await all(t, { all: 'proxy' })
  assert.equal(await everywhere.check('hwt_good'), 'token-insufficient')
  assert.equal(await everywhere.check('opaque'), 'token-insufficient')
})

test('without any source no token is known', async () => {
  const sources = await openTokenSources({})
  const check = await sources.check(new Secret('x'))
  assert.equal(check.kind, 'token-unknown')
  assert.equal(sources.scope, undefined)
  sources.close()
})

async function all(t: TestContext, scopes: { jwt?: string; all?: string } = {}) {
  const keys = await startServer(t, (response) => response.end(keySet(key)))
  const answer = JSON.stringify({ active: true, username: 'asked-user' })
  const asked = await startServer(t, (response) => response.end(answer))
  const nowMs = () => NOW * 1000
  const client = { clientId: 'c', clientSecret: new Secret('s') }
  const options: TokenSourcesOptions = {
    own: OWN,
    jwt: {
      issuer: CLAIMS.iss,
      audience: 'proxy',
      keys: { source: { url: keys.url } },
      nowMs,
      scope: scopes.jwt,
    },
    introspection: { server: { url: asked.url }, ...client, nowMs },
    scope: scopes.all,
  }
  const sources = await openTokenSources(options)
  t.after(() => sources.close())
  const check = async (token: string): Promise<string> =>
    said(await sources.check(new Secret(token)))
  return { sources, keys, asked, check }
}

function said(check: TokenCheck): string {
  return check.kind === 'right' ? check.user : check.kind
}

const OWN: TokenStore = {
  name: 'own',
  version: () => 0,
  belongs: (token) => (token.reveal().startsWith('hwt_') ? 'only-here' : 'not-here'),
  check: (token) =>
    token.reveal() === 'hwt_good' ? { kind: 'right', user: 'own-user' } : { kind: 'token-unknown' },
}
