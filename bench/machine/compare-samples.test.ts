import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compareSamples } from './compare-samples.ts'

/** Spread evenly over one unit, in an order that is none. */
function spread(count: number, from = 0): number[] {
  return Array.from({ length: count }, (_, n) => from + ((n * 7919) % count) / count)
}

test('samples of one kind are not told apart', () => {
  const { difference, within, z } = compareSamples(spread(1000), spread(999))
  assert.ok(Math.abs(difference) < within, `${difference} within ${within}`)
  assert.ok(Math.abs(z) < 1.96, `${z}`)
})

test('a small shift is found, with its size', () => {
  const { difference, within, z } = compareSamples(spread(1000), spread(1000, 0.1))
  assert.ok(Math.abs(difference - 0.1) < 1e-9, `${difference}`)
  assert.ok(within > 0.03 && within < 0.07, `${within}: 1.25 × 0.29 × √(2 / 1000) × 1.96 or so`)
  assert.ok(z > 5, `${z}`)
})

test('one long wait does not make a difference', () => {
  const { difference } = compareSamples(spread(1000), [...spread(999), 1e9])
  assert.ok(Math.abs(difference) < 0.01, `${difference}`)
})

test('the same values everywhere are no difference', () => {
  const same = new Array<number>(50).fill(3)
  assert.deepEqual(compareSamples(same, same), { difference: 0, within: 0, z: 0 })
})

test('a handful tells nothing', () => {
  assert.throws(() => compareSamples([1, 2], spread(100)), RangeError)
})
