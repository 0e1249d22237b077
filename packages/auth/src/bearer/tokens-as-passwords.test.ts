import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createAuthenticator } from '../authenticator.ts'
import { serveBasic } from '../basic/server.ts'
import type { PasswordCheck, PasswordStore, TokenCheck, TokenStore } from '../credential-store.ts'
import type { GuessGuard } from '../guessing/guess-guard.ts'
import { createRemembered } from '../remembered.ts'
import { Secret } from '../secret.ts'
import { get } from '../testing/asked.ts'
import { tokensAsPasswords } from './tokens-as-passwords.ts'

const RIGHT: TokenCheck = { kind: 'right', user: 'alice', scopes: ['proxy'], expiresMs: 9 }
const ALICE: PasswordCheck = { kind: 'right', user: 'alice', expiresMs: 9 }

const ROWS: readonly [name: string, username: string, password: string, check: PasswordCheck][] = [
  ['with the name "token", the password is a token', 'token', 'own-1', ALICE],
  ['with the name "token", any form is tried', 'token', 'jwt-1', ALICE],
  ['with the user’s name, the token counts as the password', 'alice', 'own-1', ALICE],
  [
    'with the user’s name, what may be a password is none of ours',
    'alice',
    'jwt-1',
    { kind: 'unknown-user' },
  ],
  ['a password is none of ours', 'bob', 'secret', { kind: 'unknown-user' }],
  ['a token that nobody knows is refused as a token', 'token', 'x', { kind: 'token-unknown' }],
  [
    'the token of one user is not the password of another',
    'bob',
    'own-1',
    {
      kind: 'token-unknown',
      forOperator: 'the token belongs to another user than the one named',
    },
  ],
]

for (const [name, username, password, expected] of ROWS) {
  test(name, async () => {
    const store = tokensAsPasswords(TOKENS)
    assert.deepEqual(await store.check(username, new Secret(password)), expected)
  })
}

test('the name that says so can be another', async () => {
  const store = tokensAsPasswords(TOKENS, { username: 'x-token' })
  assert.equal((await store.check('x-token', new Secret('jwt-1'))).kind, 'right')
  assert.equal((await store.check('token', new Secret('jwt-1'))).kind, 'unknown-user')
})

test('tokens wait for no hash, passwords do', () => {
  const store = tokensAsPasswords(TOKENS)
  const isAtOnce = (name: string, text: string) => store.isSelfLimited?.(name, new Secret(text))
  assert.equal(isAtOnce('token', 'jwt-1'), true)
  assert.equal(isAtOnce('alice', 'own-1'), true)
  assert.equal(isAtOnce('alice', 'secret'), false)
})

test('a revoked token changes the version of the passwords, too', () => {
  assert.equal(tokensAsPasswords(TOKENS).version(), 3)
})

test('who brings no token is asked about elsewhere, and no token is shown there', async () => {
  const seen: string[] = []
  const otherwise: PasswordStore = {
    name: 'staff',
    version: () => 10,
    check: async (username, password) => {
      seen.push(`${username}:${password.reveal()}`)
      return { kind: 'right', user: username }
    },
  }
  const down: TokenStore = { ...TOKENS, check: () => ({ kind: 'unavailable', detail: 'down' }) }
  const store = tokensAsPasswords(down, { otherwise })
  assert.deepEqual([store.name, store.version()], ['tokens, staff', 13])
  const kindOf = async (name: string, text: string) =>
    (await store.check(name, new Secret(text))).kind
  assert.equal(await kindOf('token', 'jwt-1'), 'unavailable')
  assert.equal(await kindOf('alice', 'own-1'), 'unavailable')
  assert.equal(await kindOf('alice', 'secret'), 'right')
  assert.equal(await kindOf('alice', 'x'.repeat(1_025)), 'wrong-password')
  assert.deepEqual(seen, ['alice:secret'])
})

test('a wrong token counts against the client, not against the name that many share', async () => {
  const told: (readonly [string, string | undefined, string])[] = []
  const guard: GuessGuard = {
    admit: (user, address) => void told.push(['admit', user, address]),
    refused: async (user, address) => {
      told.push(['refused', user, address])
      return 0
    },
    accepted: (user, address) => void told.push(['accepted', user, address]),
  }
  const authenticator = createAuthenticator({
    schemes: [serveBasic({ realm: 'r' })],
    sources: { passwords: tokensAsPasswords(TOKENS) },
    remembered: createRemembered({ nowMs: () => 0 }),
    fingerprint: (value) => value,
    guard,
  })
  const send = (userPass: string) =>
    authenticator.authenticate([`Basic ${Buffer.from(userPass).toString('base64')}`], get())
  assert.deepEqual(await send('token:zork'), {
    kind: 'refused',
    reason: 'token-unknown',
    scheme: 'basic',
  })
  assert.equal((await send('token:own-1')).kind, 'accepted')
  assert.deepEqual(
    told.filter(([what]) => what !== 'admit'),
    [
      ['refused', undefined, '127.0.0.1'],
      ['accepted', 'alice', '127.0.0.1'],
    ],
  )
})

const TOKENS: TokenStore = {
  name: 'tokens',
  version: () => 3,
  belongs: (token) => (token.reveal().startsWith('own-') ? 'only-here' : 'perhaps'),
  check: (token) => (token.reveal().endsWith('-1') ? RIGHT : { kind: 'token-unknown' }),
}
