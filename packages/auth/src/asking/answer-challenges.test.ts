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
