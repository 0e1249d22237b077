import assert from 'node:assert/strict'
import { test } from 'node:test'

import { parseConfig } from '../config/parse-config.ts'
import type { GuessingSection } from '../config/sections/guessing.ts'
import { lateData } from '../serve/late-data.ts'
import { keptGuard } from './compose-guard.ts'

function section(text: string): GuessingSection {
  const { config } = parseConfig(`guessing: ${text}`)
  assert.ok(config)
  return config.guessing
}

test('refusals count as the section says', async () => {
  const guard = keptGuard(lateData(), () => 0)(section('{ byUser: { refusals: 2, lockOut: 90s } }'))
  assert.ok(guard)
  await guard.refused('alice', '192.0.2.1', '1')
  assert.equal(guard.admit('alice', '192.0.2.1'), undefined)
  await guard.refused('alice', '192.0.2.1', '2')
  assert.deepEqual(guard.admit('alice', '192.0.2.1'), { kind: 'locked-out', retryAfterMs: 90_000 })
})

test('nothing is done about guessing where the section says so', () => {
  assert.equal(keptGuard(lateData(), () => 0)(section('{ answer: none }')), undefined)
})

test('the same section keeps its guard, another one gets another', () => {
  const guardFor = keptGuard(lateData(), () => 0)
  const first = guardFor(section('{}'))
  assert.equal(guardFor(section('{ answer: lock-out }')), first)
  assert.notEqual(guardFor(section('{ answer: delay }')), first)
})
