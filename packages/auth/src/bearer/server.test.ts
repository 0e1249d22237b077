import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type AuthElement, formatChallenge, parseCredentials } from '@hopwise/http'
import type { TokenCheck } from '../credential-store.ts'
import { drive } from '../flow.ts'
import { get } from '../testing/asked.ts'
import type { Refused, Verdict } from '../verdict.ts'
import { serveBearer } from './server.ts'

test('who sent no token is told no error (RFC 6750 §3.1)', () => {
  assert.deepEqual(challenges(), ['Bearer realm="example"'])
  assert.deepEqual(challenges({ kind: 'refused', reason: 'credentials-missing' }), [
    'Bearer realm="example"',
  ])
  assert.deepEqual(challenges(undefined, 'proxy git'), [
    'Bearer realm="example", scope="proxy git"',
  ])
})

const TOLD: readonly [reason: Refused['reason'], error: string][] = [
  [
    'credentials-malformed',
    'error="invalid_request", error_description="The credentials are not a Bearer token"',
  ],
  ['token-unknown', 'error="invalid_token", error_description="The token is not valid"'],
  ['token-revoked', 'error="invalid_token", error_description="The token is not valid"'],
  ['token-expired', 'error="invalid_token", error_description="The token expired"'],
  ['user-disabled', 'error="invalid_token", error_description="The account is disabled"'],
  ['user-expired', 'error="invalid_token", error_description="The account has expired"'],
]

for (const [reason, error] of TOLD) {
  test(`who is refused is told so: ${reason}`, () => {
    const refused: Refused = { kind: 'refused', reason, forOperator: 'the secret reason' }
    assert.deepEqual(challenges(refused, 'proxy'), [
      `Bearer realm="example", scope="proxy", ${error}`,
    ])
  })
}

test('a token for something else is told the scope that was needed', () => {
  const refused: Refused = { kind: 'refused', reason: 'token-insufficient', scope: 'admin' }
  assert.deepEqual(challenges(refused, 'proxy'), [
    'Bearer realm="example", scope="admin", error="insufficient_scope", error_description="The token lacks the scope that is needed"',
  ])
})

test('a realm or scope that a challenge cannot carry is an error that says what to do', () => {
  assert.throws(() => serveBearer({ realm: 'a\r\nb' }), /1 to 200 characters of printable ASCII/)
  assert.throws(() => serveBearer({ realm: 'r', bearer: { scope: 'a"b' } }), /RFC 6749 §3\.3/)
})

test('the scheme asks for the token to be checked, and only then accepts', () => {
  const flow = serveBearer({ realm: 'r' }).verify(credentials('Bearer mF_9.B5f-4.1JqM'), get())
  const need = flow.next().value
  assert.ok('token' in need)
  assert.equal(need.kind, 'check-token')
  assert.equal(need.token.reveal(), 'mF_9.B5f-4.1JqM')
  const check = { kind: 'right', user: 'alice', groups: ['dev'], scopes: ['proxy'], expiresMs: 9 }
  assert.deepEqual(flow.next({ store: 'tokens', check }), {
    done: true,
    value: { kind: 'accepted', scheme: 'bearer', user: 'alice', groups: ['dev'], expiresMs: 9 },
  })
})

test('what the store says becomes the reason, with what the operator may read', () => {
  const check: TokenCheck = { kind: 'token-unknown', forOperator: 'its issuer is another' }
  assert.deepEqual(judge('Bearer x', check), {
    kind: 'refused',
    reason: 'token-unknown',
    scheme: 'bearer',
    forOperator: 'its issuer is another',
  })
})

test('a store that cannot be asked is neither yes nor no', () => {
  assert.deepEqual(judge('Bearer x', { kind: 'unavailable', detail: 'timed out' }), {
    kind: 'unavailable',
    store: 'tokens',
    detail: 'timed out',
  })
})

for (const value of ['Bearer', 'Bearer access_token=x']) {
  test(`"${value}" is malformed, and nobody is asked`, () => {
    const step = serveBearer({ realm: 'r' }).verify(credentials(value), get()).next()
    const detail = 'token-missing'
    assert.deepEqual(step, {
      done: true,
      value: { kind: 'refused', reason: 'credentials-malformed', scheme: 'bearer', detail },
    })
  })
}

test('a token in the query is the origin’s, not ours (RFC 6750 §2.3)', () => {
  const target = 'http://origin.example/?access_token=mF_9.B5f-4.1JqM'
  const step = serveBearer({ realm: 'r' }).verify(credentials('Bearer'), get({ target })).next()
  assert.equal(step.done, true)
})

function challenges(refused?: Refused, scope?: string): string[] {
  return serveBearer({ realm: 'example', bearer: { scope } })
    .challenges(refused)
    .map(formatChallenge)
}

function judge(value: string, check: TokenCheck): Verdict | Promise<Verdict> {
  return drive(serveBearer({ realm: 'r' }).verify(credentials(value), get()), {
    'check-token': () => ({ store: 'tokens', check }),
  })
}

function credentials(value: string): AuthElement {
  const parsed = parseCredentials(value)
  assert.ok(parsed.kind !== 'malformed')
  return parsed
}
