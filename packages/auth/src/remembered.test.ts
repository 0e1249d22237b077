import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRemembered } from './remembered.ts'

const alice = { kind: 'accepted', user: 'alice', scheme: 'basic' } as const
const bob = { kind: 'accepted', user: 'bob', scheme: 'basic' } as const

test('what is remembered is recalled as the very same value', () => {
  const { remembered } = remember()
  assert.equal(remembered.recall('a', 1), undefined)
  remembered.remember('a', 1, alice)
  assert.equal(remembered.recall('a', 1), alice)
  assert.equal(remembered.recall('b', 1), undefined)
})

test('it lasts for its lifetime, five minutes unless told, and being used does not prolong it', () => {
  for (const [lifetime, given] of [
    [300_000, {}],
    [1000, { lifetimeMs: 1000 }],
  ] as const) {
    const { remembered, clock } = remember(given)
    remembered.recall('a', 1)
    remembered.remember('a', 1, alice)
    clock.nowMs = lifetime - 1
    remembered.remember('a', 1, alice)
    assert.equal(remembered.recall('a', 1), alice)
    clock.nowMs = lifetime
    assert.equal(remembered.recall('a', 1), undefined)
  }
})

test('what expires by itself is not remembered longer than that', () => {
  const { remembered, clock } = remember({ wallClockMs: () => 1_000_000 + clock.nowMs })
  remembered.recall('a', 1)
  remembered.remember('a', 1, { ...alice, expiresMs: 1_000_020 })
  remembered.remember('b', 1, { ...bob, expiresMs: 1_000_000 })
  remembered.remember('c', 1, { ...bob, expiresMs: Number.MAX_SAFE_INTEGER })
  clock.nowMs = 19
  assert.equal(remembered.recall('a', 1)?.user, 'alice')
  assert.equal(remembered.recall('b', 1), undefined)
  clock.nowMs = 20
  assert.equal(remembered.recall('a', 1), undefined)
  clock.nowMs = 300_000
  assert.equal(remembered.recall('c', 1), undefined)
})

test('without a clock that knows the date, nothing with an expiry is remembered', () => {
  const { remembered } = remember()
  remembered.recall('a', 1)
  remembered.remember('a', 1, { ...alice, expiresMs: Number.MAX_SAFE_INTEGER })
  assert.equal(remembered.recall('a', 1), undefined)
})

test('another version of the store forgets everything, also when the old one returns', () => {
  const { remembered } = remember()
  remembered.recall('a', 1)
  remembered.remember('a', 1, alice)
  assert.equal(remembered.recall('a', 2), undefined)
  assert.equal(remembered.recall('a', 1), undefined)
})

test('a verdict that is older than the store is not remembered', () => {
  const { remembered } = remember()
  remembered.recall('a', 2)
  remembered.remember('a', 1, alice)
  assert.equal(remembered.recall('a', 2), undefined)
})

test('it is bounded: the oldest makes room', () => {
  const { remembered } = remember({ entriesMax: 2 })
  remembered.recall('a', 1)
  remembered.remember('a', 1, alice)
  remembered.remember('b', 1, bob)
  remembered.recall('a', 1)
  remembered.remember('c', 1, alice)
  assert.deepEqual(
    ['a', 'b', 'c'].map((id) => remembered.recall(id, 1)),
    [undefined, bob, alice],
  )
})

function remember(
  options: { lifetimeMs?: number; entriesMax?: number; wallClockMs?: () => number } = {},
) {
  const clock = { nowMs: 0 }
  return { clock, remembered: createRemembered({ nowMs: () => clock.nowMs, ...options }) }
}
