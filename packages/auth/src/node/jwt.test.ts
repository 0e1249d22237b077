import assert from 'node:assert/strict'
import { createHmac, createPublicKey, generateKeyPairSync } from 'node:crypto'
import { type TestContext, test } from 'node:test'
import fc from 'fast-check'
import { exportJWK, type JWTPayload, SignJWT } from 'jose'
import type { TokenCheck } from '../credential-store.ts'
import { Secret } from '../secret.ts'
import { keySet, makeKey, type SigningKey, startServer } from '../testing/token-issuer.ts'
import { createJwtStore, type JwtOptions, type JwtStore } from './jwt.ts'

const NOW = 1_795_000_000
const ISSUER = 'https://idp.example'
const CLAIMS: JWTPayload = { iss: ISSUER, aud: 'proxy', sub: 'alice', iat: NOW, exp: NOW + 300 }

const [es256, rs256, other] = await Promise.all([
  makeKey('ec', 'ES256'),
  makeKey('rsa', 'RS256'),
  makeKey('ec', 'ES256'),
])

for (const alg of ['ES256', 'RS256', 'PS256', 'EdDSA']) {
  test(`a token signed with ${alg} says who it is, until when, and what for`, async (t) => {
    const key = await makeKey('k', alg)
    const { jwt } = await store(t, { keys: [key] })
    const token = await key.sign({ ...CLAIMS, scope: 'proxy git', groups: ['dev', 'ops'] })
    assert.deepEqual(await check(jwt, token), {
      kind: 'right',
      user: 'alice',
      groups: ['dev', 'ops'],
      scopes: ['proxy', 'git'],
      expiresMs: (NOW + 300 + 30) * 1000,
    })
  })
}

const REFUSED: readonly [name: string, claims: Record<string, unknown>, forOperator: RegExp][] = [
  ['another issuer', { iss: 'https://evil.example' }, /issuer is "https:\/\/evil\.example", not/],
  ['no issuer', { iss: undefined }, /has no iss/],
  ['another audience', { aud: 'shop' }, /is for "shop", not for proxy/],
  ['no audience', { aud: undefined }, /has no aud/],
  ['no end', { exp: undefined }, /has no exp/],
  ['an end that is text', { exp: 'never' }, /exp is not of the right type/],
  ['a beginning to come', { nbf: NOW + 31 }, /not valid yet.*clocks differ/],
  ['an issue to come', { iat: NOW + 31 }, /issued in the future.*clocks differ/],
  ['no user', { sub: undefined }, /sub is no user name/],
  ['an empty user', { sub: '' }, /sub is no user name/],
  ['a user with an escape', { sub: 'a\x1b[31m' }, /sub is no user name/],
  ['groups that are none', { groups: 5 }, /groups is no list/],
]

for (const [name, claims, forOperator] of REFUSED) {
  test(`a token with ${name} is not valid, and only the operator learns why`, async (t) => {
    const { jwt } = await store(t)
    const refused = await check(jwt, await es256.sign({ ...CLAIMS, ...claims }))
    assert.ok(refused.kind === 'token-unknown')
    assert.match(refused.forOperator ?? '', forOperator)
    assert.equal(refused.detail, undefined)
  })
}

test('a clock that is 30 s off is put up with, one that is 31 s off is not', async (t) => {
  const { jwt } = await store(t)
  const kindOf = async (claims: JWTPayload) =>
    (await check(jwt, await es256.sign({ ...CLAIMS, ...claims }))).kind
  assert.equal(await kindOf({ exp: NOW - 29 }), 'right')
  assert.equal(await kindOf({ exp: NOW - 31 }), 'token-expired')
  assert.equal(await kindOf({ nbf: NOW + 30, iat: NOW + 30 }), 'right')
})

test('who and in which groups is in the claims that were chosen', async (t) => {
  const { jwt } = await store(t, { userClaim: 'email', groupsClaim: 'realm_access.roles' })
  const claims = { ...CLAIMS, email: 'alice@example.com', realm_access: { roles: ['dev'] } }
  const checked = await check(jwt, await es256.sign(claims))
  assert.ok(checked.kind === 'right')
  assert.deepEqual([checked.user, checked.groups], ['alice@example.com', ['dev']])
})

test('another kind of JWT is none, where the kind is chosen', async (t) => {
  const { jwt } = await store(t, { type: 'at+jwt' })
  const refused = await check(jwt, await es256.sign(CLAIMS, { typ: 'JWT' }))
  assert.match(JSON.stringify(refused), /another kind of JWT/)
  assert.equal((await check(jwt, await es256.sign(CLAIMS, { typ: 'at+jwt' }))).kind, 'right')
})

test('a signature by another key of the same name is forged', async (t) => {
  const { jwt } = await store(t)
  assert.match(JSON.stringify(await check(jwt, await other.sign(CLAIMS))), /signature is not right/)
})

test('a token that was changed is refused', async (t) => {
  const { jwt } = await store(t)
  const [head, , signature] = (await es256.sign(CLAIMS)).split('.')
  const changed = `${head}.${base64url({ ...CLAIMS, sub: 'root' })}.${signature}`
  assert.match(JSON.stringify(await check(jwt, changed)), /signature is not right/)
})

test('algorithms are not the token’s to choose', async (t) => {
  const { jwt, server } = await store(t, { algorithms: ['ES256', 'RS256'] })
  const attempts: readonly [name: string, token: string][] = [
    ['none', `${base64url({ alg: 'none' })}.${base64url(CLAIMS)}.`],
    ['nOnE', `${base64url({ alg: 'nOnE', kid: 'rsa' })}.${base64url(CLAIMS)}.`],
    ['HMAC with the public key as PEM', hmacWith(publicPem(rs256))],
    ['HMAC with the public key as JWK', hmacWith(JSON.stringify(rs256.jwk))],
    ['HMAC with the key set', hmacWith(keySet(es256, rs256))],
    ['HMAC with nothing', hmacWith('')],
  ]
  for (const [name, token] of attempts) {
    const refused = await check(jwt, token)
    assert.match(
      JSON.stringify(refused),
      /token-unknown.*another algorithm than ES256, RS256/,
      name,
    )
  }
  assert.equal(server.requests.length, 0, 'nobody was even asked for a key')
})

test('RS256 with the name of a key for ES256 finds no key', async (t) => {
  const { jwt } = await store(t)
  const refused = await check(jwt, await rs256.sign(CLAIMS, { kid: 'ec' }))
  assert.match(JSON.stringify(refused), /token-unknown.*none of the issuer’s keys/)
})

test('keys and places of keys in the token itself count for nothing', async (t) => {
  const { jwt } = await store(t)
  const evil = await startServer(t, (response) => response.end(keySet(other)))
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const jwk = await exportJWK(pair.publicKey)
  for (const header of [{ jwk }, { jku: evil.url }, { x5u: evil.url }]) {
    const token = await new SignJWT(CLAIMS)
      .setProtectedHeader({ alg: 'ES256', kid: 'ec', ...header })
      .sign(pair.privateKey)
    assert.equal((await check(jwt, token)).kind, 'token-unknown')
  }
  assert.equal(evil.requests.length, 0)
})

test('what must be understood and is not, is refused (RFC 7515 §4.1.11)', async (t) => {
  const { jwt } = await store(t)
  const head = base64url({ alg: 'ES256', kid: 'ec', crit: ['zork'], zork: 1 })
  const refused = await check(jwt, `${head}.${base64url(CLAIMS)}.AAAA`)
  assert.equal(refused.kind, 'token-unknown')
})

for (const text of [
  '',
  'x',
  'a.b',
  'a.b.c',
  'eyJ.eyJ.x',
  `${'e'.repeat(20)}.e30.x`,
  'e30.e30.x.y',
]) {
  test(`${JSON.stringify(text)} is not a JWT`, async (t) => {
    const { jwt, server } = await store(t)
    assert.equal((await check(jwt, text)).kind, 'token-unknown')
    assert.equal(server.requests.length, 0)
  })
}

test('whatever is in the three parts, it is judged and not accepted', async (t) => {
  const { jwt } = await store(t)
  // Signed once: each signature of ES256 is another one, and its parts together are the token again.
  const genuine = await es256.sign(CLAIMS)
  const part = fc.oneof(
    fc.json().map((text) => Buffer.from(text).toString('base64url')),
    fc.stringMatching(/^[\w-]{0,40}$/),
    fc.constantFrom(...genuine.split('.'), base64url({ alg: 'ES256', kid: 'ec' })),
  )
  const forged = fc.tuple(part, part, part).map((parts) => parts.join('.'))
  await fc.assert(
    fc.asyncProperty(forged, async (text) => {
      if (text !== genuine) assert.equal((await check(jwt, text)).kind, 'token-unknown')
    }),
  )
})

test('only what has the form of a JWT may be one', async (t) => {
  const { jwt } = await store(t)
  assert.equal(jwt.belongs?.(new Secret(await es256.sign(CLAIMS))), 'perhaps')
  assert.equal(jwt.belongs?.(new Secret('hwt_0123')), 'not-here')
})

test('keys change: the new one counts at once, the old one until it is gone, then not', async (t) => {
  const { jwt, server, clock } = await store(t)
  const next = await makeKey('next')
  const [before, after] = [await es256.sign(CLAIMS), await next.sign(CLAIMS)]
  assert.equal((await check(jwt, before)).kind, 'right')
  const version = jwt.version()
  server.answer = (response) => response.end(keySet(es256, next))
  clock.ms += 30_000
  assert.equal((await check(jwt, after)).kind, 'right')
  assert.equal((await check(jwt, before)).kind, 'right')
  assert.notEqual(jwt.version(), version)
  server.answer = (response) => response.end(keySet(next))
  clock.ms += 600_000
  assert.equal((await check(jwt, before)).kind, 'token-unknown')
  assert.equal((await check(jwt, after)).kind, 'right')
})

test('an issuer that is down is neither yes nor no', async (t) => {
  const { jwt, server } = await store(t)
  await server.stop()
  const checked = await check(jwt, await es256.sign(CLAIMS))
  assert.ok(checked.kind === 'unavailable')
  assert.match(checked.detail, /ECONNREFUSED/)
})

test('a key that is too short is a problem of the issuer, not of the token', async (t) => {
  const pair = generateKeyPairSync('rsa', { modulusLength: 1024 })
  const jwk = { ...(await exportJWK(pair.publicKey)), kid: 'short', alg: 'RS256' }
  const { jwt, server } = await store(t)
  server.answer = (response) => response.end(JSON.stringify({ keys: [jwk] }))
  const token = `${base64url({ alg: 'RS256', kid: 'short' })}.${base64url(CLAIMS)}.AAAA`
  const checked = await check(jwt, token)
  assert.ok(checked.kind === 'unavailable')
  assert.match(checked.detail, /a key of the issuer cannot be used/)
})

const UNSAFE: readonly [name: string, options: Partial<JwtOptions>, sentence: RegExp][] = [
  ['HMAC', { algorithms: ['ES256', 'HS256'] }, /whoever can check a token could make one/],
  ['none', { algorithms: ['none'] }, /choose from ES256/],
  ['no algorithm', { algorithms: [] }, /choose from/],
  ['no audience', { audience: '' }, /audience is empty/],
  ['no audiences', { audience: [] }, /audience is empty/],
  ['no issuer', { issuer: '' }, /issuer is empty/],
  ['an hour of skew', { clockSkewMs: 3_600_000 }, /clock skew is 3600000 ms/],
]

for (const [name, options, sentence] of UNSAFE) {
  test(`options with ${name} are refused`, () => {
    const keys = { source: { file: '/nonexistent' } }
    const safe: JwtOptions = { issuer: ISSUER, audience: 'proxy', keys, nowMs: () => 0 }
    assert.throws(() => createJwtStore({ ...safe, ...options }), {
      name: 'RangeError',
      message: sentence,
    })
  })
}

async function store(
  t: TestContext,
  options: Partial<Omit<JwtOptions, 'keys'>> & { keys?: readonly SigningKey[] } = {},
) {
  const { keys = [es256, rs256], ...rest } = options
  const server = await startServer(t, (response) => response.end(keySet(...keys)))
  const clock = { ms: 0 }
  const jwt = createJwtStore({
    issuer: ISSUER,
    audience: 'proxy',
    keys: { source: { url: server.url }, steadyMs: () => clock.ms },
    groupsClaim: 'groups',
    nowMs: () => NOW * 1000,
    ...rest,
  })
  t.after(() => jwt.close())
  return { jwt, server, clock }
}

async function check(jwt: JwtStore, token: string): Promise<TokenCheck> {
  return jwt.check(new Secret(token))
}

function base64url(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

/** What a library that takes the algorithm from the token would accept. */
function hmacWith(secret: string): string {
  const signed = `${base64url({ alg: 'HS256', kid: 'rsa' })}.${base64url(CLAIMS)}`
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`
}

function publicPem({ jwk }: SigningKey): string {
  const key = createPublicKey({ key: jwk as never, format: 'jwk' })
  return String(key.export({ type: 'spki', format: 'pem' }))
}
