import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nearMatch } from './near-match.ts'

const CASES: readonly [
  text: string,
  candidates: readonly string[],
  expected: string | undefined,
][] = [
  ['alcie', ['bob', 'alice'], 'alice'],
  ['Alice', ['bob', 'alice'], 'alice'],
  ['alicee', ['alice', 'alicia'], 'alice'],
  ['bo', ['bob', 'alice'], 'bob'],
  ['usr', ['serve', 'user', 'journal'], 'user'],
  ['carol', ['bob', 'alice'], undefined],
  ['x', [], undefined],
]

for (const [text, candidates, expected] of CASES) {
  test(`for ${text} among ${candidates.join(', ') || 'none'} it is ${expected}`, () => {
    assert.equal(nearMatch(text, candidates), expected)
  })
}
