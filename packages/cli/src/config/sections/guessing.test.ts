import assert from 'node:assert/strict'
import { test } from 'node:test'

import { read } from '../testing/reading.ts'
import { guessing } from './guessing.ts'

test('without settings, ten refusals lock a user out and a hundred a client', () => {
  const section = read(guessing, undefined)
  assert.ok(typeof section !== 'string')
  assert.deepEqual(JSON.parse(JSON.stringify(section)), {
    byUser: { refusals: 10, within: '10m', lockOut: '15m' },
    byClient: { refusals: 100, within: '10m', lockOut: '15m' },
    answer: 'lock-out',
    prefix: { ipv4: 32, ipv6: 64 },
  })
})

test('one setting leaves the others as they are', () => {
  const section = read(guessing, { byUser: { refusals: 3 }, answer: 'delay' })
  assert.ok(typeof section !== 'string')
  assert.equal(section.byUser.refusals, 3)
  assert.equal(section.byUser.within.ms, 600_000)
  assert.equal(section.answer, 'delay')
})
