import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Scope } from '../machine/scope.ts'
import { runLoad } from './run-load.ts'

async function inScope(use: (scope: Scope) => Promise<void>): Promise<void> {
  const scope = new Scope()
  try {
    await use(scope)
  } finally {
    await scope.close()
  }
}

test('what the generator prints is returned', () =>
  inScope(async (scope) => {
    assert.equal(await runLoad(scope, 'echo', ['17'], 5000), '17\n')
  }))

test('a generator that fails is reported with its error', () =>
  inScope(async (scope) => {
    const script = 'throw new RangeError("no 200 but 407")'
    const run = runLoad(scope, process.execPath, ['-e', script], 5000)
    await assert.rejects(run, /RangeError: no 200 but 407/)
  }))

test('a generator that hangs is stopped', () =>
  inScope(async (scope) => {
    await assert.rejects(runLoad(scope, 'sleep', ['60'], 50), /took too long/)
  }))
