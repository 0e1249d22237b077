import assert from 'node:assert/strict'
import fs from 'node:fs'
import { test } from 'node:test'
import { PHASES } from '@hopwise/journal'
import { PAGE, sectionProblems, withFaults } from './exchange-phases.ts'

test('the life of an exchange has the phases and the faults of the code', () => {
  const page = fs.readFileSync(PAGE, 'utf8')
  assert.deepEqual(sectionProblems(page), [])
  assert.equal(page, withFaults(page), 'run: node_modules/.bin/node tools/gates/exchange-phases.ts')
})

const section = (phase: string) => `## ${phase}\n\n<!-- faults:${phase} -->\n<!-- /faults -->\n`

test('a phase that is missing or out of order is reported', () => {
  assert.deepEqual(sectionProblems(PHASES.map(section).join('')), [])
  assert.equal(sectionProblems(PHASES.slice(1).map(section).join('')).length, 2)
  assert.equal(sectionProblems(PHASES.toReversed().map(section).join('')).length, 2)
})

test('a list is written from the table, twice the same', () => {
  const faults = {
    A: { status: 502, phase: 'route', party: 'client', retry: 'later' },
    B: { status: 400, phase: 'receive', party: 'client', retry: 'never' },
  } as const
  const page = withFaults(section('route'), faults)
  assert.match(page, /\| \[A\]\(errors\/A.md\) \| 502 \| client \| later \|/)
  assert.doesNotMatch(page, /\[B\]/)
  assert.equal(withFaults(page, faults), page)
})
