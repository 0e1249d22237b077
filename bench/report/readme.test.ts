import assert from 'node:assert/strict'
import { test } from 'node:test'
import { updateReadme } from './readme.ts'
import type { Results } from './results.ts'

const RESULTS: Results = {
  date: '2026-11-21T08:00:00.000Z',
  plan: 'full',
  machine: { cpu: 'EPYC', cores: 2, memoryGb: 24, system: 'Debian', node: '24.21.0' },
  versions: { hopwise: '0.1.0', nginx: '1.22.1' },
  outcomes: {
    get: {
      origin: 'test',
      peers: { hopwise: { kind: 'measured', values: { cpuMicros: 25.04 }, rounds: [] } },
    },
  },
  obstacles: {},
  judgements: [],
}

test('only what is between the markers changes, and twice changes nothing more', () => {
  const before = '# Us\n<!-- bench:begin -->\nold\n<!-- bench:end -->\nrest\n'
  const after = updateReadme(before, RESULTS)
  assert.match(after, /^# Us\n<!-- bench:begin -->\n\| {15}\| CPU µs\/GET \|/)
  assert.match(after, /\n\| hopwise 0\.1\.0 \| +25\.0 \|(?: +– \|){7}\n/)
  assert.match(after, /\nMeasured on 2026-11-21: EPYC, .*\.\n<!-- bench:end -->\nrest\n$/)
  assert.equal(updateReadme(after, RESULTS), after)
})

test('a README without markers is left alone, with a word about it', () => {
  assert.throws(() => updateReadme('# Us\n', RESULTS), /lacks <!-- bench:begin -->/)
})
