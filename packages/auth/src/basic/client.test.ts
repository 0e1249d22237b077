import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatChallenge, parseChallenges, parseCredentials } from '@hopwise/http'
import { drive, type Login } from '../flow.ts'
import type { Answer } from '../scheme.ts'
import { Secret } from '../secret.ts'
import { get } from '../testing/asked.ts'
import { requestedGet } from '../testing/requested.ts'
import type { Verdict } from '../verdict.ts'
import { basicClient } from './client.ts'
import { serveBasic } from './server.ts'

test('the client asks for a login of the realm and answers with RFC 7617 §2 to the letter', () => {
  const flow = basicClient.answer(challenge('Basic realm="WallyWorld"'), requestedGet())
  assert.deepEqual(flow.next().value, { kind: 'find-login', scheme: 'basic', realm: 'WallyWorld' })
  const end = flow.next(login('Aladdin', 'open sesame'))
  const answer = end.value as Answer
  assert.ok(answer.kind === 'answered')
  assert.equal(answer.value.reveal(), 'Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==')
})

test('unknown parameters are passed over, and a missing realm is put up with', async () => {
  for (const value of ['Basic realm="r", zork="1"', 'Basic', 'BASIC realm=r']) {
    assert.equal((await answer(value, login('a', 'b'))).kind, 'answered', value)
  }
})

test('an answer that was given before is given again, to the same user with the same password only', async () => {
  const { password } = login('a', 'b')
  const tokens: string[] = []
  for (const username of ['a', 'other', 'a']) {
    for (const secret of [password, new Secret('c')]) {
      const answered = await answer('Basic realm="r"', { username, password: secret })
      assert.ok(answered.kind === 'answered')
      tokens.push(atob(answered.value.reveal().slice('Basic '.length)))
    }
  }
  assert.deepEqual(tokens, ['a:b', 'a:c', 'other:b', 'other:c', 'a:b', 'a:c'])
})

const DECLINED: readonly [challenge: string, login: Login | undefined, reason: string][] = [
  ['Basic realm="r"', undefined, 'login-missing'],
  ['Basic realm="r"', login('a:b', 'c'), 'username-has-colon'],
  ['Basic realm="r"', login('a', 'b\n'), 'control-character'],
  ['Basic dG9rZW4=', login('a', 'b'), 'challenge-malformed'],
]

for (const [value, found, reason] of DECLINED) {
  test(`the client declines: ${reason}`, async () => {
    assert.deepEqual(await answer(value, found), { kind: 'declined', reason })
  })
}

const LOGINS: readonly [username: string, password: string][] = [
  ['Aladdin', 'open sesame'],
  ['test', '123£'],
  ['us\u00e9r', 'p\u00e4\u00e9\u4e2d'],
  ['a', ''],
  ['a', ':b:c:'],
  ['', 'b'],
]

for (const [username, password] of LOGINS) {
  test(`what the client sends for ${username}:${password} the server understands`, async () => {
    const verdict = await overTheWire(login(username, password), login(username, password))
    assert.deepEqual(verdict, { kind: 'accepted', user: username, scheme: 'basic' })
  })
}

test('client and server agree that another password is a wrong one', async () => {
  const verdict = await overTheWire(login('a', 'b'), login('a', 'c'))
  assert.ok(verdict.kind === 'refused')
  assert.equal(verdict.reason, 'wrong-password')
})

/** Both sides, with nothing between them but the text of the two fields. */
async function overTheWire(typed: Login, right: Login): Promise<Verdict> {
  const server = serveBasic({ realm: 'r' })
  const answered = await answer(formatChallenge(server.challenges()[0]!), typed)
  assert.ok(answered.kind === 'answered')
  const credentials = parseCredentials(answered.value.reveal())
  assert.ok(credentials.kind !== 'malformed')
  return drive(server.verify(credentials, get()), {
    'check-password': ({ username, password }) => {
      const isRight = username === right.username && password.reveal() === right.password.reveal()
      return {
        store: 'test',
        check: isRight ? { kind: 'right', user: username } : { kind: 'wrong-password' },
      }
    },
  })
}

async function answer(value: string, found: Login | undefined): Promise<Answer> {
  return drive(basicClient.answer(challenge(value), requestedGet()), { 'find-login': () => found })
}

function challenge(value: string) {
  const [only] = parseChallenges([value]).challenges
  assert.ok(only)
  return only
}

function login(username: string, password: string): Login {
  return { username, password: new Secret(password) }
}
