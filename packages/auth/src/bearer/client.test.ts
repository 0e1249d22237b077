import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatChallenge, parseChallenges, parseCredentials } from '@hopwise/http'
import { drive } from '../flow.ts'
import type { Answer } from '../scheme.ts'
import { Secret } from '../secret.ts'
import { get } from '../testing/asked.ts'
import { requestedGet } from '../testing/requested.ts'
import { bearerClient } from './client.ts'
import { serveBearer } from './server.ts'

test('the client asks for a token and answers with RFC 6750 §2.1 to the letter', () => {
  const flow = bearerClient.answer(
    challenge('Bearer realm="example", scope="proxy"'),
    requestedGet(),
  )
  const ask = { kind: 'find-token', realm: 'example', scope: 'proxy', refusal: undefined }
  assert.deepEqual(flow.next().value, ask)
  const answer = flow.next(new Secret('mF_9.B5f-4.1JqM')).value as Answer
  assert.ok(answer.kind === 'answered')
  assert.equal(answer.value.reveal(), 'Bearer mF_9.B5f-4.1JqM')
})

test('whoever has the tokens learns why the last one was refused', () => {
  const flow = bearerClient.answer(
    challenge('Bearer error="invalid_token", zork="1"'),
    requestedGet(),
  )
  const ask = { kind: 'find-token', realm: undefined, scope: undefined, refusal: 'invalid_token' }
  assert.deepEqual(flow.next().value, ask)
})

const DECLINED: readonly [challenge: string, token: string | undefined, reason: string][] = [
  ['Bearer realm="r"', undefined, 'token-missing'],
  ['Bearer realm="r"', 'a b', 'token-malformed'],
  ['Bearer realm="r"', 'a\r\nX: y', 'token-malformed'],
  ['Bearer dG9rZW4=', 'a', 'challenge-malformed'],
]

for (const [value, token, reason] of DECLINED) {
  test(`the client declines: ${value} with ${JSON.stringify(token)}`, async () => {
    const found = token === undefined ? undefined : new Secret(token)
    const answer = await drive(bearerClient.answer(challenge(value), requestedGet()), {
      'find-token': () => found,
    })
    assert.deepEqual(answer, { kind: 'declined', reason })
  })
}

test('what the client sends the server understands', async () => {
  const server = serveBearer({ realm: 'r', bearer: { scope: 'proxy' } })
  const [offered] = server.challenges().map(formatChallenge)
  const answer = await drive(bearerClient.answer(challenge(offered ?? ''), requestedGet()), {
    'find-token': () => new Secret('abc'),
  })
  assert.ok(answer.kind === 'answered')
  const credentials = parseCredentials(answer.value.reveal())
  assert.ok(credentials.kind !== 'malformed')
  const verdict = await drive(server.verify(credentials, get()), {
    'check-token': ({ token }) => ({
      store: 'tokens',
      check: { kind: 'right', user: token.reveal() },
    }),
  })
  assert.deepEqual(verdict, { kind: 'accepted', scheme: 'bearer', user: 'abc' })
})

function challenge(value: string) {
  const [first] = parseChallenges([value]).challenges
  assert.ok(first)
  return first
}
