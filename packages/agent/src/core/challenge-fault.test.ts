import assert from 'node:assert/strict'
import { test } from 'node:test'
import { field, parseChallenges } from '@hopwise/http'
import { challengeFault } from './challenge-fault.ts'

const EVIDENCE = { proxy: 'http://proxy.example:3128', target: 'origin.example:443' }
const ANSWER = {
  status: 407,
  reasonPhrase: 'No',
  fields: [field('Proxy-Status', 'us; error=x'), field('proxy-status', 'them')],
  content: new Uint8Array(0),
  isWhole: true,
}

test('a 407 that is not answered has its challenges, and a reason for each', () => {
  const offered = parseChallenges(['Negotiate, Basic realm="r"'])
  const fault = challengeFault(
    {
      kind: 'give-up',
      reason: 'unanswerable',
      offered,
      passedOver: [
        { scheme: 'negotiate', reason: 'ticket-missing', detail: 'kinit' },
        { scheme: 'basic', reason: 'login-missing' },
      ],
    },
    { ...EVIDENCE, answer: ANSWER },
  )
  assert.equal(
    fault.message,
    'CHALLENGE_UNANSWERABLE: http://proxy.example:3128 answered 407: none of its challenges can be ' +
      'answered (negotiate: no ticket – kinit; basic: no user and password)',
  )
  assert.equal(fault.challenges, offered.challenges)
  assert.deepEqual(fault.proxyStatus, ['us; error=x', 'them'])
  assert.equal(fault.status, 407)
})
