import assert from 'node:assert/strict'
import { test } from 'node:test'
import exceptions from '../untested-sources.json' with { type: 'json' }
import { noProblems } from './no-problems.ts'
import { readSources } from './source-files.ts'
import { hasLogic, untested } from './source-has-test.ts'

test('every source with logic has its test beside it', () => {
  noProblems(untested(readSources(['packages', 'tools']), exceptions))
})

const LOGIC = { path: 'packages/http/src/via.ts', text: 'export function a() {}' }

test('a source without its test is reported, with it not', () => {
  assert.equal(untested([LOGIC], {}).length, 1)
  assert.deepEqual(untested([LOGIC, { path: 'packages/http/src/via.test.ts', text: '' }], {}), [])
})

test('an exception excuses, and is reported when no longer needed', () => {
  assert.deepEqual(untested([LOGIC], { [LOGIC.path]: 'because' }), [])
  assert.equal(untested([], { [LOGIC.path]: 'because' }).length, 1)
})

test('types, constants and re-exports are not logic', () => {
  const logic = (text: string) => hasLogic({ path: 'a.ts', text })
  assert.ok(!logic('export type A = (b: number) => void\nexport interface C { d(): void }'))
  assert.ok(!logic("export const LIMITS = { head: 1 }\nexport { a } from './a.ts'"))
  assert.ok(logic('export const a = (b: number): number => b'))
  assert.ok(logic('export class A {}'))
})
