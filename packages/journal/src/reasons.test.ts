import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { isReasonId, REASONS } from './reasons.ts'

// The journal may not depend on authentication, so that the two lists agree is checked in their text.
test('every reason that authentication gives has a meaning, and no other', () => {
  const verdict = readFileSync(new URL('../../auth/src/verdict.ts', import.meta.url), 'utf8')
  const union = /type Refusal =([^\n]*\n(?: {2}\|[^\n]*\n)+)/.exec(verdict)
  assert.ok(union)
  const refusals = [...union[1]!.matchAll(/'([a-z-]+)'/g)].map((match) => match[1])
  assert.deepEqual(refusals, Object.keys(REASONS))
})

test('a meaning is one sentence', () => {
  for (const [id, meaning] of Object.entries(REASONS)) assert.match(meaning, /^[A-Z].+\.$/, id)
})

test('only the ids of the table are reasons', () => {
  assert.equal(isReasonId('wrong-password'), true)
  for (const text of ['', 'toString', '__proto__', 'Wrong-Password']) {
    assert.equal(isReasonId(text), false, text)
  }
})
