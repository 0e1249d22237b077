import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type AuthElement, formatChallenge, parseCredentials } from '@hopwise/http'
import type { PasswordCheck } from '../credential-store.ts'
import { drive } from '../flow.ts'
import { get } from '../testing/asked.ts'
import type { Verdict } from '../verdict.ts'
import { serveBasic } from './server.ts'

test('the challenge has the realm quoted, and the charset', () => {
  const [challenge] = serveBasic({ realm: 'The "Vault"' }).challenges()
  assert.ok(challenge)
  assert.equal(formatChallenge(challenge), 'Basic realm="The \\"Vault\\"", charset="UTF-8"')
})

test('a realm that a challenge cannot carry is an error that says what to do', () => {
  for (const realm of ['', 'a\r\nSet-Cookie: x', 'Документы', 'x'.repeat(201)]) {
    assert.throws(() => serveBasic({ realm }), /1 to 200 characters of printable ASCII/)
  }
})

test('the scheme asks for the password to be checked, and only then accepts', () => {
  const flow = serveBasic({ realm: 'r' }).verify(
    credentials('Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=='),
    get(),
  )
  const need = flow.next().value
  assert.ok('username' in need)
  assert.equal(need.kind, 'check-password')
  assert.equal(need.username, 'Aladdin')
  assert.equal(need.password.reveal(), 'open sesame')
  const reply = { store: 'users', check: { kind: 'right', user: 'aladdin' } }
  assert.deepEqual(flow.next(reply), {
    done: true,
    value: { kind: 'accepted', user: 'aladdin', scheme: 'basic' },
  })
})

const REFUSED: readonly PasswordCheck['kind'][] = [
  'unknown-user',
  'wrong-password',
  'user-disabled',
  'user-expired',
]

for (const reason of REFUSED) {
  test(`what the store says becomes the reason: ${reason}`, async () => {
    const verdict = await judge('Basic YWxpY2U6eA==', { kind: reason } as PasswordCheck)
    assert.deepEqual(verdict, { kind: 'refused', reason, user: 'alice', scheme: 'basic' })
  })
}

test('a store that cannot be asked is neither yes nor no', async () => {
  const verdict = await judge('Basic YWxpY2U6eA==', { kind: 'unavailable', detail: 'disk full' })
  assert.deepEqual(verdict, { kind: 'unavailable', store: 'users', detail: 'disk full' })
})

test('a long token in the place of the password is asked about where that is set', () => {
  const long = `Basic ${Buffer.from(`token:${'x'.repeat(4_000)}`).toString('base64')}`
  const asked = (basic: { userPassOctetsMax?: number }) =>
    serveBasic({ realm: 'r', basic }).verify(credentials(long), get()).next()
  assert.equal(asked({ userPassOctetsMax: 16_384 }).done, false)
  assert.equal(asked({}).done, true)
})

const MALFORMED: readonly [value: string, detail: string][] = [
  ['Basic', 'token-missing'],
  ['Basic realm="x"', 'token-missing'],
  ['Basic YWxpY2U', 'base64-invalid'],
  ['Basic YWxpY2U=', 'colon-missing'],
]

for (const [value, detail] of MALFORMED) {
  test(`"${value}" is malformed, and nobody is asked`, () => {
    const step = serveBasic({ realm: 'r' }).verify(credentials(value), get()).next()
    const refused = { kind: 'refused', reason: 'credentials-malformed', scheme: 'basic', detail }
    assert.deepEqual(step, { done: true, value: refused })
  })
}

async function judge(value: string, check: PasswordCheck): Promise<Verdict> {
  return drive(serveBasic({ realm: 'r' }).verify(credentials(value), get()), answering(check))
}

function answering(check: PasswordCheck) {
  return { 'check-password': () => ({ store: 'users', check }) }
}

function credentials(value: string): AuthElement {
  const parsed = parseCredentials(value)
  assert.ok(parsed.kind !== 'malformed')
  return parsed
}
