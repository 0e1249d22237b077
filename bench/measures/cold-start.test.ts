import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Scope } from '../machine/scope.ts'
import { QUICK } from '../plan.ts'
import { coldStart, standingOf } from './cold-start.ts'

test('the slowest question counts by its median, the worst is said too, the first start is apart', () => {
  const rounds = [
    { codeMs: 60, pastedMs: 70, firstMs: 290 },
    { codeMs: 61, pastedMs: 190, firstMs: 90 },
    { codeMs: 62, pastedMs: 71, firstMs: 91 },
  ]
  const values = { codeMs: 61, pastedMs: 71, firstMs: 91, slowestMs: 71, mostMs: 190 }
  assert.deepEqual(standingOf(rounds), { kind: 'measured', values, rounds })
})

test('the command is built and asked every question', async () => {
  const scope = new Scope()
  try {
    const plan = { ...QUICK, coldStart: { rounds: 1 } }
    const { peers } = await coldStart.run({ scope, peers: [], plan, say: () => {} })
    const keys = coldStart.columns.map(({ key }) => key)
    const ours = peers['hopwise']
    assert.ok(ours?.kind === 'measured')
    for (const key of keys) assert.ok(ours.values[key]! > 0, key)
    const bare = peers['node -e 0']
    assert.ok(bare?.kind === 'measured')
    assert.ok(bare.values['slowestMs']! > 0)
  } finally {
    await scope.close()
  }
})
