import assert from 'node:assert/strict'
import { test } from 'node:test'
import { requestHead } from '../../testing/heads.ts'
import { hasLoopedThrough } from './loop.ts'

const cases: readonly [string, boolean][] = [
  ['us', true],
  ['a.example, us; v="2"', true],
  ['us2', false],
  ['a; by=us', false],
]
for (const [value, isLoop] of cases) {
  test(`CDN-Loop: ${value} ${isLoop ? 'is' : 'is not'} a loop through us`, () => {
    const { fields } = requestHead('GET http://o/ HTTP/1.1', `CDN-Loop: ${value}`)
    assert.equal(hasLoopedThrough(fields, 'us'), isLoop)
  })
}

test('members on several lines are one list', () => {
  const { fields } = requestHead('GET http://o/ HTTP/1.1', 'CDN-Loop: a', 'CDN-Loop: us')
  assert.equal(hasLoopedThrough(fields, 'us'), true)
})
