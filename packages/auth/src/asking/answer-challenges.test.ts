import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Knows } from '../testing/served-space.ts'
import { toolsForTest } from '../testing/tools.ts'
import { answerChallenges } from './answer-challenges.ts'
import { createAsker } from './asker.ts'

const ASKED = { method: 'GET', target: 'http://origin.example/' }
const VALUES = ['Basic realm="r"']

test('it answers after the request that tries the same secret has been answered', async () => {
  const asker = createAsker({ tools: toolsForTest() })
  const knows = new Knows('alice', 'opensesame')
  const [one, other] = [asker.begin(ASKED), asker.begin(ASKED)]
  const order: string[] = []
  assert.equal((await answerChallenges(one, VALUES, knows)).kind, 'send')
  const waiting = answerChallenges(other, VALUES, knows).then((step) => {
    order.push(step.kind)
  })
  await new Promise((resolve) => setImmediate(resolve))
  order.push('settled')
  one.settle(200)
  await waiting
  assert.deepEqual(order, ['settled', 'send'])
  assert.equal(other.rounds, 1)
})

test('it gives up when the other request has learnt that the secret is refused', async () => {
  const asker = createAsker({ tools: toolsForTest() })
  const knows = new Knows('alice', 'wrong')
  const [one, other] = [asker.begin(ASKED), asker.begin(ASKED)]
  await answerChallenges(one, VALUES, knows)
  const waiting = answerChallenges(other, VALUES, knows)
  assert.equal((await answerChallenges(one, VALUES, knows)).kind, 'give-up')
  const step = await waiting
  assert.equal(step.kind === 'give-up' && step.reason, 'refused')
})

for (const isRight of [true, false]) {
  test(`credentials in doubt are ${isRight ? 'sent' : 'refused'} when a tunnel that they were good for ${isRight ? 'is let through' : 'is not'}`, async () => {
    const asker = createAsker({ tools: toolsForTest() })
    const knows = new Knows('alice', 'opensesame')
    const answer = async (target: string, status: number) => {
      const attempt = asker.begin({ method: 'CONNECT', target })
      await answerChallenges(attempt, VALUES, knows)
      if (status === 407) await answerChallenges(attempt, VALUES, knows)
      else attempt.settle(status)
    }
    await answer('good.example:443', 200)
    for (const target of ['bad.example:443', 'worse.example:443']) await answer(target, 407)
    const asked: string[] = []
    const step = await answerChallenges(asker.begin(ASKED), VALUES, knows, {
      async recheck(target) {
        asked.push(target)
        await answer(target, isRight ? 200 : 407)
      },
    })
    assert.deepEqual(asked, ['good.example:443'])
    assert.equal(step.kind === 'give-up' ? step.reason : step.kind, isRight ? 'send' : 'refused')
  })
}

test('what was refused for this very request is not asked about', async () => {
  const asker = createAsker({ tools: toolsForTest() })
  const knows = new Knows('alice', 'opensesame')
  const tunnel = asker.begin({ method: 'CONNECT', target: 'good.example:443' })
  await answerChallenges(tunnel, VALUES, knows)
  tunnel.settle(200)
  const attempt = asker.begin(ASKED)
  const recheck = () => assert.fail('nobody asks')
  await answerChallenges(attempt, VALUES, knows, { recheck })
  const step = await answerChallenges(attempt, VALUES, knows, { recheck })
  assert.equal(step.kind === 'give-up' && step.reason, 'refused-since')
})

test('whoever waits too long for a slow answer tries beside it', async () => {
  const asker = createAsker({ tools: toolsForTest() })
  const knows = new Knows('alice', 'opensesame')
  const slow = asker.begin(ASKED)
  await answerChallenges(slow, VALUES, knows)
  const isInTime = async () => false
  const other = asker.begin(ASKED)
  assert.equal((await answerChallenges(other, VALUES, knows, { isInTime })).kind, 'send')
  const patient = answerChallenges(asker.begin(ASKED), VALUES, knows)
  other.settle(200)
  assert.equal((await patient).kind, 'send', 'its verdict is everybody\u2019s')
})
