import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Budget, judgeBudgets, type Outcomes } from './budgets.ts'

const measured = (cpuMicros: number) =>
  ({ kind: 'measured', values: { cpuMicros }, rounds: [{ cpuMicros }] }) as const

const outcomes = (ours: number, squids: number): Outcomes => ({
  get: { origin: 'test', peers: { hopwise: measured(ours), squid: measured(squids) } },
})

const HALF: Budget = {
  text: 'half',
  measure: 'get',
  key: 'cpuMicros',
  limit: { kind: 'relative', to: 'squid', factor: 0.5 },
}

test('a relative budget is met up to the factor and missed above it', () => {
  const met = { text: 'half', verdict: 'met', ours: 0.5, most: 0.5 }
  assert.deepEqual(judgeBudgets(outcomes(25, 50), [HALF]), [met])
  assert.equal(judgeBudgets(outcomes(26, 50), [HALF])[0]?.verdict, 'missed')
})

test('an absolute budget needs no peer', () => {
  const most: Budget = { ...HALF, limit: { kind: 'absolute', most: 16 } }
  assert.equal(judgeBudgets(outcomes(16, 0), [most])[0]?.verdict, 'met')
  assert.equal(judgeBudgets(outcomes(17, 0), [most])[0]?.verdict, 'missed')
})

test('where as much as possible is wanted, rounds are compared in pairs', () => {
  const rounds = (...speeds: readonly number[]) => speeds.map((perSecond) => ({ perSecond }))
  const paired = (ours: readonly number[]): Outcomes => ({
    agent: {
      origin: 'test',
      peers: {
        hopwise: { kind: 'measured', values: { perSecond: 1 }, rounds: rounds(...ours) },
        // A busy minute in the middle: its median says nothing about ours.
        other: { kind: 'measured', values: { perSecond: 1 }, rounds: rounds(100, 50, 100) },
      },
    },
  })
  const budget: Budget = {
    text: 'speed',
    measure: 'agent',
    key: 'perSecond',
    limit: { kind: 'at-least', of: 'other', factor: 0.95 },
  }
  const met = { text: 'speed', verdict: 'met', ours: 0.95, least: 0.95 }
  assert.deepEqual(judgeBudgets(paired([95, 49, 90]), [budget]), [met])
  assert.equal(judgeBudgets(paired([94, 49, 90]), [budget])[0]?.verdict, 'missed')
  assert.equal(judgeBudgets({}, [budget])[0]?.verdict, 'not measured')
})

test('without the peer, or when it failed, nothing is claimed', () => {
  const alone: Outcomes = { get: { origin: 'test', peers: { hopwise: measured(1) } } }
  assert.deepEqual(judgeBudgets(alone, [HALF]), [{ text: 'half', verdict: 'not measured' }])
  const failed: Outcomes = {
    get: {
      origin: 'test',
      peers: { hopwise: measured(1), squid: { kind: 'failed', because: 'no port' } },
    },
  }
  assert.equal(judgeBudgets(failed, [HALF])[0]?.verdict, 'not measured')
})

test('the budgets name values that the measures have', async () => {
  const { BUDGETS } = await import('./budgets.ts')
  const { ALL_MEASURES } = await import('./measures/all-measures.ts')
  for (const { measure, key } of BUDGETS) {
    const columns = ALL_MEASURES.find(({ name }) => name === measure)?.columns ?? []
    assert.ok(
      columns.some((column) => column.key === key),
      `${measure}.${key}`,
    )
  }
})
