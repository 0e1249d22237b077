import assert from 'node:assert/strict'
import { test } from 'node:test'
import { foldedName } from './folded-name.ts'

const CASES: readonly (readonly [spelling: string, folded: string])[] = [
  ['alice', 'alice'],
  ['ALICE', 'alice'],
  [' Alice ', 'alice'],
  ['Zoe\u0301', 'zoe'],
  ['Zo\u00e9', 'zoe'],
  ['John  \u00a0Smith', 'john smith'],
  ['al\u00adi\u200bce', 'alice'],
  ['Stra\u00dfe', 'strasse'],
  ['\ud55c\uae00', '\ud55c\uae00'],
  ['\uff21lice', 'alice'],
  ['CORP\\Alice', 'corp\\alice'],
  ['x'.repeat(60_000), 'x'.repeat(128)],
  ['\ufdfa'.repeat(128), '\ufdfa'.normalize('NFKC').repeat(10).slice(0, 128)],
]

for (const [spelling, folded] of CASES) {
  test(`"${spelling.slice(0, 20)}" is counted as "${folded.slice(0, 20)}"`, () =>
    assert.equal(foldedName(spelling), folded))
}
