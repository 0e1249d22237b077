import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseChallenges } from '@hopwise/http'
import { drive, type Login } from '../flow.ts'
import type { Answer } from '../scheme.ts'
import { CLIENT_SCHEMES } from '../schemes.ts'
import { Secret } from '../secret.ts'
import { requestedGet } from '../testing/requested.ts'
import { octetsOf, SOCKS_CHALLENGE, socksLogin, socksSchemesAmong } from './login-scheme.ts'

test('the login is the message of RFC 1929, with colons where they are', async () => {
  const answer = await answerWith(login('a:\u00fc', 'b:'))
  assert.ok(answer.kind === 'answered')
  const name = [0x61, 0x3a, 0xc3, 0xbc]
  assert.deepEqual([...octetsOf(answer.value)], [1, 4, ...name, 2, 0x62, 0x3a])
})

test('it is asked for by a name of its own, without a realm', () => {
  const flow = socksLogin.answer(challenge(), requestedGet())
  assert.deepEqual(flow.next().value, { kind: 'find-login', scheme: 'socks5', realm: undefined })
})

const DECLINED: readonly [login: Login | undefined, reason: string][] = [
  [undefined, 'login-missing'],
  [login('', 'p'), 'login-length'],
  [login('u', 'p'.repeat(256)), 'login-length'],
  [login('u', '\ud800'), 'text-malformed'],
]

for (const [found, reason] of DECLINED) {
  test(`it declines: ${reason}`, async () => {
    assert.deepEqual(await answerWith(found), { kind: 'declined', reason })
  })
}

test('no HTTP proxy can ask for it', () => {
  assert.ok(CLIENT_SCHEMES.every(({ name }) => name !== socksLogin.name))
})

test('where schemes are named, basic is the one that allows it', () => {
  assert.deepEqual(socksSchemesAmong(undefined), [socksLogin])
  assert.deepEqual(socksSchemesAmong(['digest', 'basic']), [socksLogin])
  assert.deepEqual(socksSchemesAmong(['digest']), [])
})

function login(username: string, password: string): Login {
  return { username, password: new Secret(password) }
}

function challenge() {
  const [only] = parseChallenges(SOCKS_CHALLENGE).challenges
  assert.ok(only)
  return only
}

async function answerWith(found: Login | undefined): Promise<Answer> {
  return drive(socksLogin.answer(challenge(), requestedGet()), { 'find-login': () => found })
}
