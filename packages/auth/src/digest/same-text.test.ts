import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isSameText } from './same-text.ts'

const CASES: readonly [a: string, b: string, isSame: boolean][] = [
  ['', '', true],
  ['abc', 'abc', true],
  ['abc', 'abd', false],
  ['xbc', 'abc', false],
  ['ab', 'abc', false],
  ['abc', 'ab', false],
  ['', 'a', false],
  ['\0', '', false],
  ['ab\0', 'ab', false],
]

for (const [a, b, isSame] of CASES) {
  test(`${JSON.stringify(a)} and ${JSON.stringify(b)} are ${isSame ? 'the same' : 'not the same'}`, () => {
    assert.equal(isSameText(a, b), isSame)
  })
}
