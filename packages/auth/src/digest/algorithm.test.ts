import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ALGORITHM_NAMES, algorithmOf } from './algorithm.ts'

test('every algorithm is found by its name in any case, and all differ in code and strength', () => {
  const all = ALGORITHM_NAMES.map((name) => algorithmOf(name)!)
  for (const algorithm of all) {
    assert.equal(algorithmOf(algorithm.name.toLowerCase()), algorithm)
    assert.equal(algorithmOf(algorithm.name.toUpperCase()), algorithm)
    assert.equal(algorithm.isSession, algorithm.name.endsWith('-sess'))
  }
  assert.equal(new Set(all.map(({ code }) => code)).size, all.length)
  const strengths = all.map(({ strength }) => strength)
  assert.deepEqual(
    strengths,
    strengths.toSorted((a, b) => b - a),
    'the strongest first',
  )
})

test('without the parameter it is MD5, and what is unknown is nothing', () => {
  assert.equal(algorithmOf(undefined)?.name, 'MD5')
  for (const name of ['', 'SHA-512', 'SHA256', 'MD5-SESSION', '__proto__']) {
    assert.equal(algorithmOf(name), undefined, name)
  }
})
