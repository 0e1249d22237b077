import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findTests } from './find-tests.ts'
import { STEPS } from './steps.ts'

test('every test file of the checkout belongs to exactly one step', () => {
  const inSteps = STEPS.flatMap((step) => (step.kind === 'tests' ? findTests(step.folders) : []))
  assert.deepEqual(inSteps.toSorted(), findTests(['.']))
})

test('steps have different names', () => {
  assert.equal(new Set(STEPS.map((step) => step.name)).size, STEPS.length)
})
