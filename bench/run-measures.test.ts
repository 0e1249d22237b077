import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Scope } from './machine/scope.ts'
import type { Measure } from './measures/measure.ts'
import { QUICK } from './plan.ts'
import { runMeasures, versionsOf } from './run-measures.ts'

const measure: Measure = {
  name: 'wit',
  title: () => 'how witty it is',
  columns: [],
  run: async () => ({ origin: 'test', peers: {} }),
}

test('what cannot be measured is left out with its reason', async () => {
  const scope = new Scope()
  try {
    const bench = { scope, peers: [], plan: QUICK, say: () => {} }
    const charm = { ...measure, name: 'charm', obstacle: () => 'no instrument' }
    const results = await runMeasures(bench, [measure, charm], new Date(0))
    assert.equal(results.date, '1970-01-01T00:00:00.000Z')
    assert.deepEqual(results.outcomes, { wit: { origin: 'test', peers: {} } })
    assert.deepEqual(results.obstacles, { charm: 'no instrument' })
    assert.ok(results.judgements.every(({ verdict }) => verdict === 'not measured'))
  } finally {
    await scope.close()
  }
})

test('a program that is not installed has no version', () => {
  const start = async () => ({ pid: 1, port: 1 })
  const peers = [
    { name: 'here', role: 'forward', version: () => '1.2', start } as const,
    { name: 'gone', role: 'forward', version: () => undefined, start } as const,
  ]
  assert.deepEqual(versionsOf(peers), { here: '1.2' })
})
