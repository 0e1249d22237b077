import assert from 'node:assert/strict'
import { test } from 'node:test'
import { REGISTRY } from './registry.ts'
import { isRetryable, retryAdvice } from './retry.ts'

test('the official codes worth sending again unchanged are those of time, load and connection', () => {
  const codes = REGISTRY.map(({ code }) => code).filter(isRetryable)
  assert.deepEqual(codes, [408, 421, 423, 425, 429, 500, 502, 503, 504])
})

test('a 407 needs credentials first', () => {
  assert.equal(retryAdvice(407), 'after-change')
  assert.equal(isRetryable(407), false)
})

test('of an unregistered code only its class is known', () => {
  assert.equal(retryAdvice(477), retryAdvice(400))
  assert.equal(retryAdvice(530), retryAdvice(500))
  assert.equal(retryAdvice(999), retryAdvice(500))
  assert.equal(isRetryable(299), false)
})

test('the codes that known clients repeat by themselves are retryable, or need Retry-After', () => {
  for (const { code, retriedBy } of REGISTRY) {
    // ky and urllib3 repeat a 413 when Retry-After says until when it holds.
    if (retriedBy.length > 0 && code !== 413) assert.ok(isRetryable(code), `${code}`)
  }
})
