import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { Fault } from '@hopwise/journal'
import type { Authorization, Policy, Question } from '../core/authorize.ts'
import type { ForwardRequest } from '../core/receive.ts'
import { request } from '../testing/heads.ts'
import { anEngine, aScene } from '../testing/start-engine.ts'
import { checkAuthorized } from './check-authorized.ts'

const ALICE = { kind: 'accepted', user: 'alice', scheme: 'basic' } as const

async function check(t: TestContext, decide: (question: Question) => Authorization) {
  const { scene } = await aScene(t, anEngine().engine)
  const questions: Question[] = []
  const policy: Policy = {
    authorize(question) {
      questions.push(question)
      return decide(question)
    },
    explain: (question) => ({ authorization: decide(question), steps: [] }),
    describe: () => [],
  }
  const asked = request('GET http://127.0.0.1:81/ HTTP/1.1') as ForwardRequest
  const checked = () => checkAuthorized(scene, asked, ALICE, policy)
  return { exchange: scene.exchange, questions, checked }
}

test('what is allowed goes on at once, and the rules that had a say are noted', async (t) => {
  const { exchange, questions, checked } = await check(t, () => ({
    kind: 'allowed',
    rule: 'staff',
    wouldRefuse: 'soon',
  }))
  assert.equal(checked(), undefined)
  assert.deepEqual([exchange.rule, exchange.wouldRefuse], ['staff', 'soon'])
  const [{ identity, scheme, method, host, port, addresses } = assert.fail()] = questions
  assert.deepEqual(
    [identity.user, scheme, method, host, port, addresses],
    ['alice', 'basic', 'GET', '127.0.0.1', 81, undefined],
  )
})

test('a name that did not resolve before is not asked about again', async (t) => {
  const { exchange, checked } = await check(t, () => ({ kind: 'addresses-needed' }))
  exchange.unresolved = new Fault('NAME_NOT_RESOLVED', 'looking up none.invalid: ENOTFOUND')
  assert.throws(checked, exchange.unresolved)
})

test('what is forbidden is a fault with the reason of the rule', async (t) => {
  const { exchange, checked } = await check(t, () => ({
    kind: 'forbidden',
    fault: 'POLICY_FORBIDDEN',
    rule: 'no games',
    reason: 'no games before six',
  }))
  assert.throws(checked, (error) => {
    assert.ok(error instanceof Fault)
    assert.deepEqual([error.code, error.detail], ['POLICY_FORBIDDEN', 'no games before six'])
    return true
  })
  assert.equal(exchange.rule, 'no games')
})

test('what an account has against it may have a part that only the operator reads', async (t) => {
  const { exchange, checked } = await check(t, () => ({
    kind: 'forbidden',
    fault: 'ACCOUNT_FORBIDDEN',
    rule: 'account',
    reason: 'the limits of this account cannot be read',
    forOperator: 'hours "never", character 1',
  }))
  assert.throws(checked, { code: 'ACCOUNT_FORBIDDEN' })
  assert.equal(exchange.forOperator, 'hours "never", character 1')
})

test('a rule that opens private addresses opens them to this exchange', async (t) => {
  const { exchange, checked } = await check(t, () => ({ kind: 'allowed', allowPrivate: true }))
  assert.equal(checked(), undefined)
  assert.equal(exchange.allowPrivate, true)
})

test('a rule about addresses has the name resolved once, for the rule and for the dial', async (t) => {
  const { exchange, questions, checked } = await check(t, ({ addresses }) =>
    addresses === undefined ? { kind: 'addresses-needed' } : { kind: 'allowed' },
  )
  await checked()
  assert.deepEqual(
    questions.map(({ addresses }) => addresses),
    [undefined, ['127.0.0.1']],
  )
  assert.deepEqual(exchange.addresses, ['127.0.0.1'])
})

test('a policy that goes on asking is a bug', async (t) => {
  const { checked } = await check(t, () => ({ kind: 'addresses-needed' }))
  await assert.rejects(async () => checked(), TypeError)
})
