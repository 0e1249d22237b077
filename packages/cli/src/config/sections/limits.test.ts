import assert from 'node:assert/strict'
import { test } from 'node:test'

import { DEFAULT_LIMITS } from '@hopwise/proxy'
import { read } from '../testing/reading.ts'
import { engineLimits, limits } from './limits.ts'

test('without settings the limits are those of the engine', () => {
  const section = read(limits, undefined)
  assert.ok(typeof section !== 'string')
  for (const [name, value] of Object.entries(engineLimits(section))) {
    assert.equal(value, DEFAULT_LIMITS[name as keyof typeof DEFAULT_LIMITS], name)
  }
})

test('what is set reaches the engine in its units', () => {
  const section = read(limits, {
    connectTimeout: '2s',
    body: '1MiB',
    held: '16KiB',
    clientConnections: 7,
  })
  assert.ok(typeof section !== 'string')
  const { connectTimeoutMs, bodyBytesMax, heldBytesMax, clientConnectionsMax } =
    engineLimits(section)
  assert.deepEqual(
    [connectTimeoutMs, bodyBytesMax, heldBytesMax, clientConnectionsMax],
    [2_000, 1_048_576, 16_384, 7],
  )
})
