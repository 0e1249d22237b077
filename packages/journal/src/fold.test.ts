import assert from 'node:assert/strict'
import { test } from 'node:test'
import { count, countAll, emptyCounts, isFailure } from './fold.ts'
import { anEntry } from './testing/an-entry.ts'

const CHALLENGED = anEntry({
  outcome: 'challenged',
  status: 407,
  user: undefined,
  fault: 'CREDENTIALS_MISSING',
  reason: 'credentials-missing',
})
const REJECTED = anEntry({
  outcome: 'refused',
  status: 407,
  fault: 'CREDENTIALS_REJECTED',
  reason: 'wrong-password',
})
const REFUSED_BY_ORIGIN = anEntry({ outcome: 'failed', status: 502, fault: 'CONNECT_REFUSED' })

test('a first challenge is counted as what it is, and never as a failure or a fault', () => {
  const counts = countAll([CHALLENGED, CHALLENGED])
  assert.equal(counts.outcomes.challenged, 2)
  assert.equal(counts.failures, 0)
  assert.equal(counts.faults.size, 0)
  assert.deepEqual([...counts.statuses], [[407, 2]])
  assert.deepEqual([...counts.reasons], [['credentials-missing', 2]])
})

test('exchanges are counted by outcome, status, fault and reason', () => {
  const counts = countAll([anEntry(), REJECTED, REFUSED_BY_ORIGIN, REFUSED_BY_ORIGIN])
  assert.equal(counts.exchanges, 4)
  assert.equal(counts.outcomes.relayed, 1)
  assert.equal(counts.outcomes.refused, 1)
  assert.equal(counts.outcomes.failed, 2)
  assert.deepEqual([...counts.statuses].sort(), [
    [200, 1],
    [407, 1],
    [502, 2],
  ])
  assert.deepEqual([...counts.faults].sort(), [
    ['CONNECT_REFUSED', 2],
    ['CREDENTIALS_REJECTED', 1],
  ])
  assert.deepEqual([...counts.reasons], [['wrong-password', 1]])
  assert.equal(counts.failures, 2)
  assert.equal(counts.bytesFromClient, 4 * 212)
  assert.equal(counts.bytesToClient, 4 * 1310)
})

test('reasons that nobody defined do not make the counts grow', () => {
  const counts = emptyCounts()
  for (let n = 0; n < 100; n++) count(counts, anEntry({ reason: `made-up-${n}` }))
  assert.deepEqual([...counts.reasons], [['other', 100]])
})

test('two counts do not share anything', () => {
  count(emptyCounts(), anEntry())
  assert.equal(emptyCounts().outcomes.relayed, 0)
})

test('a failure is what the proxy, the next hop or the network did not do', () => {
  assert.equal(isFailure(REFUSED_BY_ORIGIN), true)
  assert.equal(isFailure(anEntry({ outcome: 'refused', status: 503, fault: 'OVERLOADED' })), true)
  assert.equal(isFailure(anEntry({ outcome: 'aborted', fault: 'RESPONSE_INCOMPLETE' })), true)
  assert.equal(isFailure(REJECTED), false)
  assert.equal(isFailure(anEntry({ outcome: 'aborted', fault: 'CLIENT_GONE' })), false)
  assert.equal(isFailure(anEntry({ status: 500 })), false)
})
