import assert from 'node:assert/strict'
import { test } from 'node:test'
import { foldedName } from './folded-name.ts'

const CASES: readonly (readonly [spelling: string, folded: string])[] = [
  ['alice', 'alice'],
  ['ALICE', 'alice'],
  [' Alice ', 'alice'],
  ['Zoe\u0301', 'zo\u00e9'],
  ['\uff21lice', 'alice'],
  ['CORP\\Alice', 'corp\\alice'],
]

for (const [spelling, folded] of CASES) {
  test(`"${spelling}" is counted as "${folded}"`, () => assert.equal(foldedName(spelling), folded))
}
