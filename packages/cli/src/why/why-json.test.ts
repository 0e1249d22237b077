import assert from 'node:assert/strict'
import { test } from 'node:test'
import { whyOf } from '../testing/why.ts'
import { whyJson } from './why-json.ts'

test('programs get steps, answer and entry of both requests', () => {
  const json = JSON.parse(whyJson(whyOf({ to: 'www.games.example:443' })))
  assert.deepEqual(Object.keys(json), ['asked', 'user', 'withoutCredentials', 'withCredentials'])
  assert.deepEqual(json.user, { groups: ['ops'], source: 'alice is made up', name: 'alice' })
  const { status, fault, steps, authorization, answer, entry, isLetThrough } = json.withCredentials
  assert.deepEqual([status, fault, isLetThrough], [403, 'POLICY_FORBIDDEN', false])
  assert.deepEqual([steps[0].rule, steps[0].kind], ['no games', 'decided'])
  assert.equal(authorization.kind, 'forbidden')
  assert.match(answer, /^HTTP\/1\.1 403 Forbidden\r\n/)
  assert.equal(entry.rule, 'no games')
})

test('what a next hop would answer has no status', () => {
  const { withCredentials } = JSON.parse(whyJson(whyOf({ to: 'a.test:443' })))
  assert.deepEqual(
    [withCredentials.kind, withCredentials.status, withCredentials.isLetThrough],
    ['passed-on', undefined, true],
  )
})
