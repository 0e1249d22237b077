import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aParent } from '../../testing/parents.ts'
import { orderParents } from './order-parents.ts'

const [a, b, c] = ['a', 'b', 'c'].map((name) => aParent(1, { name })) as [
  ReturnType<typeof aParent>,
  ReturnType<typeof aParent>,
  ReturnType<typeof aParent>,
]
const one = (parent: typeof a, weight = 1) => ({ parent, weight })
const names = (order: readonly (typeof a | 'direct')[]) =>
  order.map((hop) => (hop === 'direct' ? hop : hop.name)).join(' ')

test('tiers keep their order', () => {
  const chain = { tiers: [[one(b)], [one(a)], [one(c)]], orDirect: false }
  assert.equal(names(orderParents(chain, 0, () => 0.9)), 'b a c')
})

test('those of one tier are drawn by weight', () => {
  const chain = { tiers: [[one(a, 3), one(b, 1)], [one(c)]], orDirect: false }
  const counts = new Map<string, number>()
  for (let i = 0; i < 100; i++) {
    const order = names(orderParents(chain, 0, () => i / 100))
    counts.set(order, (counts.get(order) ?? 0) + 1)
  }
  assert.deepEqual(Object.fromEntries(counts), { 'a b c': 75, 'b a c': 25 })
})

test('a lot at the very end is somebody’s', () => {
  const chain = { tiers: [[one(a, 0.1), one(b, 0.2)]], orDirect: false }
  assert.equal(names(orderParents(chain, 0, () => 1)), 'b a')
})

test('those that are down come last, or not at all where the origin may be asked itself', () => {
  const down = aParent(1, { name: 'down' })
  down.health.failed(0, 0)
  const tiers = [[one(down)], [one(a)]]
  const order = (nowMs: number, orDirect: boolean) =>
    names(orderParents({ tiers, orDirect }, nowMs, () => 0))
  assert.equal(order(10, false), 'a down')
  assert.equal(order(10, true), 'a direct')
  assert.equal(order(2_000, true), 'down a direct')
})
