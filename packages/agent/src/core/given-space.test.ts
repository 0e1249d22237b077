import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  type Answers,
  answerChallenges,
  type ClientNeed,
  drive,
  type GiveUp,
  type Opening,
} from '@hopwise/auth'
import { TOOLS } from '@hopwise/auth/node'
import { GivenCredentials } from './given-credentials.ts'
import { GivenSpace } from './given-space.ts'

const BASIC = `Basic ${btoa('alice:opensesame')}`
const ASKED = { method: 'CONNECT', target: 'origin.example:443' }

test('it is sent unasked, and on every request that follows', async () => {
  const { space, open } = stage(BASIC)
  assert.equal(space.isPreemptive, false)
  const first = space.begin(ASKED)
  assert.equal(await open(first), BASIC)
  first.settle(200)
  assert.equal(space.isPreemptive, true)
  assert.equal(await open(space.begin(ASKED)), BASIC)
})

test('refused, it is said to be, and is not sent again', async () => {
  for (const offered of [['Basic realm="r"'], []]) {
    const { space, open, answers } = stage(BASIC)
    for (const expected of [BASIC, 'bare']) {
      const attempt = space.begin(ASKED)
      assert.equal(await open(attempt), expected)
      const step = await answerChallenges(attempt, offered, answers)
      assert.deepEqual([step.kind, (step as GiveUp).reason], ['give-up', 'refused'])
      const because = offered.map(() => ({ scheme: 'basic', reason: 'secret-refused' }))
      assert.deepEqual(step.passedOver, because)
    }
  }
})

test('a proxy that wants another scheme gets an answer by that', async () => {
  const { space, open, answers } = stage(BASIC)
  const attempt = space.begin(ASKED)
  await open(attempt)
  const challenge = 'Digest realm="r", qop="auth", nonce="n", algorithm=SHA-256'
  const step = await answerChallenges(attempt, [challenge], answers)
  assert.ok(step.kind === 'send')
  assert.match(step.value.reveal(), /^Digest username="alice"/)
  attempt.settle(200)
  assert.match(await open(space.begin(ASKED)), /^Digest username="alice"/)
})

test('a scheme that nobody knows is sent as it was written', async () => {
  const { space, open, answers } = stage('ApiKey abc')
  const attempt = space.begin(ASKED)
  assert.equal(await open(attempt), 'ApiKey abc')
  const step = await answerChallenges(attempt, ['ApiKey realm="r"'], answers)
  assert.deepEqual([step.kind, (step as GiveUp).reason], ['give-up', 'refused'])
})

test('many at once try it once, whatever comes of it', async () => {
  for (const status of [200, 407]) {
    const { space, open, answers } = stage(BASIC)
    const first = space.begin(ASKED)
    assert.equal(await open(first), BASIC)
    const others = Array.from({ length: 3 }, () => open(space.begin(ASKED)))
    await new Promise((resolve) => setImmediate(resolve))
    if (status === 200) first.settle(200)
    else await answerChallenges(first, ['Basic realm="r"'], answers)
    const sent = status === 200 ? BASIC : 'bare'
    assert.deepEqual(await Promise.all(others), [sent, sent, sent])
  }
})

test('a request that is abandoned keeps nobody waiting', async () => {
  const { space, open } = stage(BASIC)
  const first = space.begin(ASKED)
  await open(first)
  const other = open(space.begin(ASKED))
  first.abandon()
  assert.equal(await other, BASIC)
})

function stage(value: string) {
  const given = new GivenCredentials(() => value)
  const space = new GivenSpace({ tools: TOOLS }, given)
  const answers: Answers<ClientNeed> = given.answering({
    'find-login': () => undefined,
    'find-token': () => undefined,
    'initiate-context': () => ({ kind: 'declined', detail: 'no ticket' }),
  })
  const open = async (attempt: ReturnType<GivenSpace['begin']>): Promise<string> => {
    const opening: Opening = await drive(attempt.open(), answers)
    return opening.kind === 'send' ? opening.value.reveal() : 'bare'
  }
  return { space, open, answers }
}
