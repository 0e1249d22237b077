import assert from 'node:assert/strict'
import { test } from 'node:test'
import { editDistance, nearest } from './nearest.ts'

test('a slip of the fingers is recognised', () => {
  assert.deepEqual(nearest('Proxy Autentication Required')[0], 'Proxy Authentication Required')
  assert.deepEqual(nearest('ERR_TUNEL_CONNECTION_FAILED')[0], 'ERR_TUNNEL_CONNECTION_FAILED')
  assert.deepEqual(nearest('TCP_DENEID')[0], 'TCP_DENIED')
  assert.deepEqual(nearest('StatusProxyAuthRequird')[0], 'http.StatusProxyAuthRequired')
})

test('what resembles nothing has no neighbours', () => {
  for (const query of ['', 'zz', 'the quick brown fox', 'x'.repeat(5_000)]) {
    assert.deepEqual(nearest(query), [], query.slice(0, 20))
  }
})

test('no more are returned than asked for', () => {
  assert.ok(nearest('ERR_READ_ERORR', 2).length <= 2)
})

test('the distance counts insertions, deletions, replacements and swaps', () => {
  const cases: readonly (readonly [string, string, number])[] = [
    ['', '', 0],
    ['', 'abc', 3],
    ['abc', 'abc', 0],
    ['abc', 'abd', 1],
    ['abc', 'ab', 1],
    ['abc', 'acb', 1],
    ['kitten', 'sitting', 3],
  ]
  for (const [a, b, distance] of cases) {
    assert.equal(editDistance(a, b), distance, `${a} ${b}`)
    assert.equal(editDistance(b, a), distance, `${b} ${a}`)
  }
})
