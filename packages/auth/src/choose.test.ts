import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseChallenges } from '@hopwise/http'
import { basicClient } from './basic/client.ts'
import { type Choice, chooseAnswer } from './choose.ts'
import { ask, drive } from './flow.ts'
import type { ClientScheme } from './scheme.ts'
import { Secret } from './secret.ts'
import { requestedGet } from './testing/requested.ts'

test('the strongest scheme that is known is answered, wherever it stands', async () => {
  const choice = await choose(['Zork, Basic realm="a"', 'Strong realm="b"'])
  assert.ok(choice.kind === 'answered')
  assert.equal(choice.scheme, 'strong')
  assert.equal(choice.value.reveal(), 'Strong b')
  assert.deepEqual(choice.passedOver, [
    { scheme: 'zork', reason: 'scheme-unknown' },
    { scheme: 'basic', reason: 'weaker-than-answered' },
  ])
})

test('a scheme that declines leaves its place to the next strongest', async () => {
  const choice = await choose(['Strong realm="no ticket"', 'Basic realm="a"'])
  assert.ok(choice.kind === 'answered')
  assert.equal(choice.scheme, 'basic')
  assert.deepEqual(choice.passedOver, [{ scheme: 'strong', reason: 'login-missing' }])
})

test('of two equal challenges the first is answered', async () => {
  const choice = await choose(['Strong realm="first"', 'Strong realm="second"'])
  assert.ok(choice.kind === 'answered')
  assert.equal(choice.value.reveal(), 'Strong first')
})

test('of challenges of one scheme the one that it prefers is answered', async () => {
  const picky: ClientScheme<'find-login'> = {
    ...strong,
    preference: (challenge) =>
      challenge.kind === 'params' && challenge.params.get('realm') === 'second' ? 1 : 0,
  }
  const flow = chooseAnswer(
    parseChallenges(['Strong realm="first"', 'Strong realm="second"']),
    [basicClient, picky],
    requestedGet(),
  )
  const choice = await drive(flow, { 'find-login': () => undefined })
  assert.ok(choice.kind === 'answered')
  assert.equal(choice.value.reveal(), 'Strong second')
})

test('a malformed challenge is not answered, and the reason says so', async () => {
  const choice = await choose(['Basic; realm=\u201dDocuments\u201d'])
  assert.deepEqual(choice, {
    kind: 'unanswerable',
    passedOver: [{ scheme: 'basic', reason: 'challenge-malformed' }],
  })
})

test('no challenge, no credentials: nobody is even asked for a login', () => {
  for (const lines of [[], [''], ['Zork'], ['"Basic realm=x"']]) {
    const step = chooseAnswer(parseChallenges(lines), [basicClient, strong], requestedGet()).next()
    assert.equal(step.done, true)
    assert.equal((step.value as Choice).kind, 'unanswerable')
  }
})

/** Stands for a scheme better than Basic, with a ticket for some realms. */
const strong: ClientScheme<'find-login'> = {
  name: 'strong',
  strength: 90,
  *answer(challenge) {
    const realm = challenge.kind === 'params' ? challenge.params.get('realm') : undefined
    yield* ask('find-login', { scheme: 'strong', realm })
    return realm === 'no ticket'
      ? { kind: 'declined', reason: 'login-missing' }
      : { kind: 'answered', value: new Secret(`Strong ${realm}`) }
  },
}

async function choose(lines: readonly string[]): Promise<Choice> {
  const login = { username: 'alice', password: new Secret('opensesame') }
  return drive(chooseAnswer(parseChallenges(lines), [basicClient, strong], requestedGet()), {
    'find-login': () => login,
  })
}
