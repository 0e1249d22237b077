import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SocksOutcome } from '@hopwise/auth'
import { socksFault } from './socks-fault.ts'

type Ended = Exclude<SocksOutcome, { kind: 'connected' }>

const PROXY = 'socks5://proxy.example:1080'

function faultOf(outcome: Ended, host = '2001:db8::1') {
  return socksFault(outcome, { host, port: 443 }, { proxy: PROXY, target: 'x:443' })
}

test('each reply has a sentence of its own, and is there as a number', () => {
  const faults = [1, 2, 3, 4, 5, 6, 7, 8, 99].map((reply) => faultOf({ kind: 'refused', reply }))
  assert.equal(new Set(faults.map(({ detail }) => detail)).size, 9)
  assert.equal(
    faults[1]?.detail,
    `${PROXY} does not connect to [2001:db8::1]:443: not allowed by its rules (reply 2)`,
  )
  assert.deepEqual([faults[3]?.code, faults[3]?.socksReply], ['TUNNEL_REFUSED', 4])
})

test('without an acceptable method it says whether a login was offered', () => {
  const without = faultOf({ kind: 'none-acceptable', offered: ['none'] })
  assert.match(without.detail, /there is no user name and password to send/)
  const both = faultOf({ kind: 'none-acceptable', offered: ['none', 'login'] })
  assert.match(both.detail, /neither a user name and password nor clients without/)
  assert.deepEqual([both.code, both.retry], ['CHALLENGE_UNANSWERABLE', 'after-credentials'])
})

test('a login that cannot be sent says why', () => {
  const offered = { challenges: [], problems: [] }
  const passedOver = [{ scheme: 'socks5', reason: 'login-length' }] as const
  const givenUp = { kind: 'give-up', reason: 'unanswerable', offered, passedOver } as const
  const fault = faultOf({ kind: 'given-up', givenUp })
  assert.equal(fault.code, 'CHALLENGE_UNANSWERABLE')
  assert.match(fault.detail, /1 to 255 octets/)
  assert.deepEqual(fault.passedOver, passedOver)
})

test('a name that SOCKS cannot carry is shown in part', () => {
  const fault = faultOf({ kind: 'name-impossible' }, 'x'.repeat(300))
  assert.equal(fault.code, 'REQUEST_MALFORMED')
  assert.ok(fault.detail.length < 200)
})
