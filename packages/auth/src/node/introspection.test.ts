import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import type { TokenCheck } from '../credential-store.ts'
import { Secret } from '../secret.ts'
import { startServer } from '../testing/token-issuer.ts'
import { createIntrospectionStore, type IntrospectionOptions } from './introspection.ts'

const NOW = 1_795_000_000
const ACTIVE = { active: true, username: 'alice', sub: 'Z5O3upPC88QrAjx00dis' }

test('a token is asked about as RFC 7662 §2.1 says', async (t) => {
  const { check, server } = await store(t, ACTIVE)
  assert.deepEqual(await check('2YotnFZFEjr1zCsicMWpAA'), {
    kind: 'right',
    user: 'alice',
    scopes: [],
    expiresMs: NOW * 1000 + 60_000,
  })
  const [asked] = server.requests
  assert.equal(asked?.request.method, 'POST')
  assert.equal(asked?.body, 'token=2YotnFZFEjr1zCsicMWpAA&token_type_hint=access_token')
  const { headers } = asked.request
  assert.equal(headers['content-type'], 'application/x-www-form-urlencoded')
  assert.equal(headers.accept, 'application/json')
  // RFC 6749 §2.3.1: each form-encoded, then joined.
  const basic = Buffer.from(String(headers.authorization).slice('Basic '.length), 'base64')
  assert.equal(basic.toString(), 'my%3Aproxy:s%26cret+%C3%A9')
})

test('the answer of RFC 7662 §2.2 says who it is', async (t) => {
  const { check } = await store(
    t,
    {
      active: true,
      client_id: 'l238j323ds-23ij4',
      username: 'jdoe',
      scope: 'read write dolphin',
      sub: 'Z5O3upPC88QrAjx00dis',
      aud: 'https://protected.example.net/resource',
      iss: 'https://server.example.com/',
      exp: 1419356238,
      iat: 1419350238,
      extension_field: 'twenty-seven',
    },
    { nowMs: () => 1419356000_000 },
  )
  assert.deepEqual(await check('x'), {
    kind: 'right',
    user: 'jdoe',
    scopes: ['read', 'write', 'dolphin'],
    expiresMs: 1419356060_000,
  })
})

const ANSWERS: readonly [name: string, answer: unknown, expected: Partial<TokenCheck>][] = [
  ['not active', { active: false }, { kind: 'token-unknown' }],
  ['expired by its own words', { ...ACTIVE, exp: NOW }, { kind: 'token-expired' }],
  ['not valid yet', { ...ACTIVE, nbf: NOW + 1 }, { kind: 'token-unknown' }],
  ['without a user', { active: true }, { kind: 'token-unknown' }],
  ['for another audience', { ...ACTIVE, aud: ['shop'] }, { kind: 'token-unknown' }],
  ['for us among others', { ...ACTIVE, aud: ['shop', 'proxy'] }, { kind: 'right' }],
  ['about to end', { ...ACTIVE, exp: NOW + 1 }, { kind: 'right', expiresMs: (NOW + 1) * 1000 }],
  ['with only a subject', { active: true, sub: '17' }, { kind: 'right', user: '17' }],
  ['active as text', { active: 'true' }, { kind: 'unavailable' }],
  ['a list', [ACTIVE], { kind: 'unavailable' }],
  ['an end that is text', { ...ACTIVE, exp: 'soon' }, { kind: 'unavailable' }],
]

for (const [name, answer, expected] of ANSWERS) {
  test(`an answer that is ${name}: ${expected.kind}`, async (t) => {
    const { check } = await store(t, answer, { audience: 'proxy' })
    const checked = await check('x')
    assert.deepEqual({ ...checked, ...expected }, checked)
  })
}

const BROKEN: readonly [name: string, status: number, text: string, detail: RegExp][] = [
  ['refuses us', 401, '', /refuses our client id and secret \(401\): mend clientId/],
  ['fails', 500, '', /answers with 500/],
  ['sends us elsewhere', 302, '', /answers with 302/],
  ['sends a page', 200, '<html>', /none of introspection.*is the URL right/],
  ['sends nothing', 200, '', /none of introspection/],
]

for (const [name, status, text, detail] of BROKEN) {
  test(`a server that ${name} has said neither yes nor no, and is asked again`, async (t) => {
    const { check, server } = await store(t, ACTIVE)
    server.answer = (response) => response.writeHead(status).end(text)
    const checked = await check('x')
    assert.ok(checked.kind === 'unavailable')
    assert.match(checked.detail, detail)
    server.answer = (response) => response.end(JSON.stringify(ACTIVE))
    assert.equal((await check('x')).kind, 'right')
  })
}

test('a server that is down has said neither yes nor no', async (t) => {
  const { check, server } = await store(t, ACTIVE)
  await server.stop()
  const checked = await check('x')
  assert.ok(checked.kind === 'unavailable')
  assert.match(checked.detail, /ECONNREFUSED/)
})

test('an answer is believed for its time and not longer, yes for longer than no', async (t) => {
  const clock = { nowMs: NOW * 1000 }
  const { check, server } = await store(t, ACTIVE, { nowMs: () => clock.nowMs })
  for (let i = 0; i < 3; i++) await check('x')
  assert.equal(server.requests.length, 1)
  clock.nowMs += 60_000
  server.answer = (response) => response.end('{"active":false}')
  assert.equal((await check('x')).kind, 'token-unknown')
  await check('x')
  assert.equal(server.requests.length, 2)
  clock.nowMs += 5_000
  await check('x')
  assert.equal(server.requests.length, 3)
})

test('what is remembered of a token ends with the token', async (t) => {
  const clock = { nowMs: NOW * 1000 }
  const answer = { ...ACTIVE, exp: NOW + 10 }
  const { check, server } = await store(t, answer, { nowMs: () => clock.nowMs })
  await check('x')
  clock.nowMs += 10_000
  assert.equal((await check('x')).kind, 'token-expired')
  assert.equal(server.requests.length, 2)
})

test('remembering can be turned off', async (t) => {
  const { check, server } = await store(t, ACTIVE, { cacheMs: 0 })
  await check('x')
  const checked = await check('x')
  assert.ok(checked.kind === 'right')
  assert.equal(checked.expiresMs, NOW * 1000)
  assert.equal(server.requests.length, 2)
})

test('64 requests with one token ask once', async (t) => {
  const { check, server } = await store(t, ACTIVE)
  const checks = await Promise.all(Array.from({ length: 64 }, () => check('x')))
  assert.ok(checks.every(({ kind }) => kind === 'right'))
  assert.equal(server.requests.length, 1)
})

test('tokens of our own are shown to nobody else', async (t) => {
  const { tokens } = await store(t, ACTIVE)
  assert.equal(tokens.belongs?.(new Secret('hwt_x')), 'not-here')
  assert.equal(tokens.belongs?.(new Secret('x')), 'perhaps')
})

async function store(t: TestContext, answer: unknown, options: Partial<IntrospectionOptions> = {}) {
  const server = await startServer(t, (response) => response.end(JSON.stringify(answer)))
  const tokens = createIntrospectionStore({
    server: { url: server.url },
    clientId: 'my:proxy',
    clientSecret: new Secret('s&cret é'),
    nowMs: () => NOW * 1000,
    ...options,
  })
  t.after(() => tokens.close())
  const check = async (token: string): Promise<TokenCheck> => tokens.check(new Secret(token))
  return { tokens, server, check }
}
