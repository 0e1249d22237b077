import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nearQuestions } from './near-questions.ts'

const NEAR: readonly [typed: string, meant: string][] = [
  ['ERR_TUNEL_CONNECTION_FAILED', 'ERR_TUNNEL_CONNECTION_FAILED'],
  ['StatusProxyAuthRequird', 'StatusProxyAuthRequired'],
  ['CREDENTIALS_MISING', 'CREDENTIALS_MISSING'],
  ['proxy authent', '407'],
  ['tunnel refused', 'chromium-net-errors/ERR_TUNNEL_CONNECTION_FAILED'],
]

for (const [typed, meant] of NEAR) {
  test(`"${typed}" is near "${meant}"`, () => {
    assert.ok(nearQuestions(typed).includes(meant), nearQuestions(typed).join(', '))
  })
}

test('nothing is near to nonsense', () => {
  assert.deepEqual(nearQuestions('qwertzuiop'), [])
})
