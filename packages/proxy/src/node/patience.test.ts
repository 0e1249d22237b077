import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DEFAULT_LIMITS } from '../core/limits.ts'
import { patienceOf } from './patience.ts'

test('every wait is as long as its own limit, and has its own name', () => {
  const limits = {
    ...DEFAULT_LIMITS,
    idleTimeoutMs: 1,
    headTimeoutMs: 2,
    bodyTimeoutMs: 3,
    responseTimeoutMs: 4,
    relayTimeoutMs: 5,
    lingerTimeoutMs: 6,
  }
  const { nextRequest, head, body, response, relay, linger } = patienceOf(limits)
  assert.deepEqual(
    [nextRequest.ms, head.ms, body.ms, response.ms, relay.ms, linger.ms],
    [1, 2, 3, 4, 5, 6],
  )
  assert.deepEqual(
    [head.fault, body.fault, response.fault, relay.fault],
    ['HEAD_TIMEOUT', 'BODY_TIMEOUT', 'RESPONSE_TIMEOUT', 'RELAY_IDLE'],
  )
})

test('a client that is silent while it is lingered for is waited for five seconds at most', () => {
  assert.equal(patienceOf({ ...DEFAULT_LIMITS, lingerTimeoutMs: 60_000 }).linger.ms, 5_000)
})
