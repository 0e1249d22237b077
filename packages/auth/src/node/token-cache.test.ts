import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TokenCheck } from '../credential-store.ts'
import { createTokenCache } from './token-cache.ts'

const ALICE: TokenCheck = { kind: 'right', user: 'alice' }
const UNKNOWN: TokenCheck = { kind: 'token-unknown' }

test('an answer is recalled until its time is over', () => {
  const { cache, clock } = cached()
  cache.remember('a', ALICE, 100)
  clock.nowMs = 99
  assert.equal(cache.recall('a'), ALICE)
  clock.nowMs = 100
  assert.equal(cache.recall('a'), undefined)
  assert.equal(cache.recall('b'), undefined)
})

test('what is over already is not kept', () => {
  const { cache, clock } = cached()
  clock.nowMs = 100
  cache.remember('a', ALICE, 100)
  clock.nowMs = 0
  assert.equal(cache.recall('a'), undefined)
})

test('it is bounded: the oldest makes room', () => {
  const { cache } = cached(2)
  for (const id of ['a', 'b', 'a', 'c']) cache.remember(id, ALICE, 100)
  assert.deepEqual(
    ['a', 'b', 'c'].map((id) => cache.recall(id)),
    [ALICE, undefined, ALICE],
  )
})

test('a flood of unknown tokens pushes no known one out', () => {
  const { cache } = cached(2)
  cache.remember('a', ALICE, 100)
  for (let i = 0; i < 10; i++) cache.remember(`x${i}`, UNKNOWN, 100)
  assert.equal(cache.recall('a'), ALICE)
  assert.equal(cache.recall('x7'), undefined)
  assert.equal(cache.recall('x9'), UNKNOWN)
})

function cached(entriesMax?: number) {
  const clock = { nowMs: 0 }
  const limits = entriesMax === undefined ? {} : { entriesMax }
  return { cache: createTokenCache({ nowMs: () => clock.nowMs, ...limits }), clock }
}
