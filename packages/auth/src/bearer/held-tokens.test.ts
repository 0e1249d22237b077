import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseChallenges } from '@hopwise/http'
import { drive } from '../flow.ts'
import { Secret } from '../secret.ts'
import { requestedGet } from '../testing/requested.ts'
import { bearerClient } from './client.ts'
import { type HeldToken, holdTokens } from './held-tokens.ts'

const OURS = 'http://proxy.example:4070'

test('a token answers challenges of the proxy it is for, and of no other', async () => {
  const held = [{ audience: OURS, token: new Secret('ours') }]
  assert.equal(await sent(held, OURS), 'Bearer ours')
  for (const other of [
    'http://proxy.example:4071',
    'https://proxy.example:4070',
    'http://evil:4070',
  ])
    assert.equal(await sent(held, other), 'token-missing', other)
})

test('a token for one realm answers that realm only', async () => {
  const held = [
    { audience: OURS, realm: 'lab', token: new Secret('lab') },
    { audience: OURS, realm: 'staff', token: new Secret('staff') },
  ]
  assert.equal(await sent(held, OURS, 'Bearer realm="staff"'), 'Bearer staff')
  assert.equal(await sent(held, OURS, 'Bearer realm="other"'), 'token-missing')
  assert.equal(await sent(held, OURS, 'Bearer'), 'token-missing')
})

test('a token that was refused is not sent again, the next one is; elsewhere nothing changes', async () => {
  const other = 'http://other.example:4070'
  const tokens = holdTokens([
    { audience: OURS, token: new Secret('one') },
    { audience: OURS, token: new Secret('two') },
    { audience: other, token: new Secret('one') },
  ])
  tokens.refused(OURS, new Secret('Bearer one'))
  tokens.refused(OURS, new Secret('Basic b25lOg=='))
  assert.equal((await find(tokens.answersFor(OURS)))?.reveal(), 'two')
  tokens.refused(OURS, new Secret('Bearer two'))
  assert.equal(await find(tokens.answersFor(OURS)), undefined)
  assert.equal((await find(tokens.answersFor(other)))?.reveal(), 'one')
})

async function sent(
  held: readonly HeldToken[],
  audience: string,
  value = 'Bearer realm="r"',
): Promise<string> {
  const [challenge] = parseChallenges([value]).challenges
  assert.ok(challenge)
  const answer = await drive(
    bearerClient.answer(challenge, requestedGet()),
    holdTokens(held).answersFor(audience),
  )
  return answer.kind === 'answered' ? answer.value.reveal() : answer.reason
}

function find(answers: ReturnType<ReturnType<typeof holdTokens>['answersFor']>) {
  return answers['find-token']({ realm: 'r', scope: undefined, refusal: undefined })
}
