import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeCheckout } from './testing/checkout.ts'

const CASES = [
  [[], ['serve']],
  [
    ['--listen', '127.0.0.1:0'],
    ['serve', '--listen', '127.0.0.1:0'],
  ],
  [
    ['user', 'list'],
    ['user', 'list'],
  ],
  [['--help'], ['--help']],
  [['-V'], ['-V']],
] as const

test('arguments go to the command, which serves when it is not told otherwise', async (t) => {
  const checkout = makeCheckout(t)
  for (const [given, passed] of CASES) {
    const { out } = await checkout.start('start.mjs', given).ended()
    assert.deepEqual(JSON.parse(out), passed)
  }
})
