import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { NonceCounts, type NonceUse } from './nonce-counts.ts'

test('a count is fresh once and then replayed, in whatever order counts come', () => {
  const { use } = counts()
  const order = [3, 1, 2, 5, 4]
  assert.deepEqual(
    order.map((count) => use('a', count)),
    order.map(() => 'fresh'),
  )
  assert.deepEqual(
    order.map((count) => use('a', count)),
    order.map(() => 'replayed'),
  )
})

test('no order of counts has one accepted twice', () => {
  const ofCounts = fc.array(fc.integer({ min: 1, max: 2500 }), { maxLength: 200 })
  fc.assert(
    fc.property(ofCounts, (order) => {
      const { use } = counts()
      const accepted = order.filter((count) => use('a', count) === 'fresh')
      assert.equal(new Set(accepted).size, accepted.length)
      const unseen = order.filter((count, i) => order.indexOf(count) === i)
      const highest = (i: number) => Math.max(...unseen.slice(0, i + 1))
      const near = unseen.filter((count, i) => highest(i) - count < 1024)
      assert.deepEqual(accepted, near, 'and those not far behind are all accepted')
    }),
  )
})

test('a count too far behind to be told apart is stale, and the largest there is breaks nothing', () => {
  const { use } = counts()
  assert.equal(use('a', 1), 'fresh')
  assert.equal(use('a', 1300), 'fresh')
  assert.equal(use('a', 277), 'fresh')
  assert.equal(use('a', 276), 'stale')
  assert.equal(use('a', 0xffffffff), 'fresh')
  assert.equal(use('a', 0xfffffffe), 'fresh')
  assert.equal(use('a', 0xffffffff), 'replayed')
  assert.equal(use('a', 1300), 'stale')
})

test('a nonce is good for its lifetime, by its own time of issue', () => {
  const { use, at } = counts({ lifetimeMs: 1000 })
  at(5000)
  assert.equal(use('a', 1, 4000), 'fresh')
  assert.equal(use('b', 1, 3999), 'stale')
  at(5001)
  assert.equal(use('a', 2, 4000), 'stale')
})

test('a nonce from the future is good if another node’s clock may be that wrong', () => {
  const { use } = counts()
  assert.equal(use('a', 1, 1000 + 60_000), 'fresh')
  assert.equal(use('b', 1, 1000 + 60_001), 'stale')
})

test('a nonce from before the start is stale: an earlier process may have accepted it', () => {
  const { use } = counts()
  assert.equal(use('a', 1, 999), 'stale')
  assert.equal(use('b', 1, 1000), 'fresh')
})

test('when there is no room the oldest leaves, and can never be used again', () => {
  const { use, book } = counts({ noncesMax: 3 })
  for (const [i, nonce] of ['a', 'b', 'c', 'd'].entries()) {
    assert.equal(use(nonce, 1, 1000 + i), 'fresh')
  }
  assert.equal(book.size, 3)
  assert.equal(use('a', 1, 1000), 'stale')
  assert.equal(use('a', 2, 1000), 'stale')
  assert.equal(use('b', 2, 1001), 'fresh', 'those that are kept go on')
  assert.equal(use('unused of the same time', 1, 1000), 'stale')
  assert.equal(use('e', 1, 1001), 'fresh', 'above the floor')
})

test('what left because its time was over stays unusable when the clock goes back', () => {
  const { use, at } = counts({ lifetimeMs: 1000 })
  assert.equal(use('a', 1, 1000), 'fresh')
  at(5000)
  assert.equal(use('b', 1, 5000), 'fresh')
  at(1500)
  assert.equal(use('a', 1, 1000), 'stale')
})

test('a flood of nonces is kept within its bound', () => {
  const { use, book } = counts({ noncesMax: 100 })
  for (let i = 0; i < 10_000; i++) use(`n${i}`, 1, 1000 + i)
  assert.equal(book.size, 100)
})

test('of the text that a nonce came in nothing is kept', () => {
  const { book } = counts({ noncesMax: 5000 })
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  collect()
  const before = process.memoryUsage().heapUsed
  for (let i = 0; i < 5000; i++) {
    const head = Buffer.alloc(20_000, `nonce ${i} `).toString('latin1')
    book.use(head.slice(0, 48), { issuedMs: 1000, code: 'B' }, 1, head.slice(100, 150))
  }
  collect()
  assert.equal(book.size, 5000)
  const grownMb = (process.memoryUsage().heapUsed - before) / 1e6
  assert.ok(grownMb < 20, `${grownMb} MB: it would be 100 with the texts`)
})

function counts(options: { lifetimeMs?: number; noncesMax?: number } = {}) {
  let now = 1000
  const { lifetimeMs = 300_000, noncesMax = 1000 } = options
  const book = new NonceCounts({ lifetimeMs, noncesMax, nowMs: () => now })
  const use = (nonce: string, count: number, issuedMs = now): NonceUse =>
    book.use(nonce, { issuedMs, code: 'b' }, count, 'c')
  const at = (ms: number): void => {
    now = ms
  }
  return { book, use, at }
}
