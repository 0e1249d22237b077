import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addUp, type StepResult, summary } from './summary.ts'

const SKIP = { file: 'a.test.ts', name: 'clones', reason: 'not installed: git' }
const RESULTS: readonly StepResult[] = [
  { passed: 3, failed: 1, skips: [], said: '', output: '', seconds: 2 },
  { passed: 4, failed: 0, skips: [SKIP], said: '', output: '', seconds: 1 },
]

test('the last line is the counts alone, after the reasons of skips', () => {
  const lines = summary(addUp(RESULTS, false)).split('\n')
  assert.equal(lines.at(-1), '7 passed, 1 failed, 1 skipped')
  assert.ok(lines.includes('  a.test.ts: clones (not installed: git)'))
})

test('where skips are failures they count as such, still with their reasons', () => {
  const lines = summary(addUp(RESULTS, true)).split('\n')
  assert.equal(lines.at(-1), '7 passed, 2 failed, 0 skipped')
  assert.ok(lines.includes('  a.test.ts: clones (not installed: git)'))
})
