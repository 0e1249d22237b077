import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cleanUp } from './clean-up.ts'

test('the last is ended first, and the others even when one fails', async () => {
  const ended: string[] = []
  const hooks: (() => Promise<void>)[] = []
  const t = { after: (hook: () => Promise<void>) => hooks.push(hook) } as unknown as Parameters<
    typeof cleanUp
  >[0]
  cleanUp(t, () => ended.push('directory'))
  cleanUp(t, () => {
    throw new Error('still in use')
  })
  cleanUp(t, async () => ended.push('program'))
  assert.equal(hooks.length, 1)
  await assert.rejects(hooks[0]!(), AggregateError)
  assert.deepEqual(ended, ['program', 'directory'])
})
