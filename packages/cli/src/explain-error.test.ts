import assert from 'node:assert/strict'
import { test } from 'node:test'
import { StoreError } from '@hopwise/store'
import { CommanderError } from 'commander'
import { explainError } from './explain-error.ts'
import { Problem } from './problem.ts'

test('what the operator can mend is one line with its own exit code', async () => {
  assert.deepEqual(await explainError(new Problem(4, 'The port is taken.')), {
    exitCode: 4,
    text: 'hopwise: The port is taken.',
  })
  assert.deepEqual(await explainError(new StoreError('locked', '/d', '/d is locked.')), {
    exitCode: 3,
    text: 'hopwise: /d is locked.',
  })
})

test('what commander has said is not said again', async () => {
  assert.deepEqual(await explainError(new CommanderError(1, 'x', 'y')), { exitCode: 2 })
  assert.deepEqual(await explainError(new CommanderError(0, 'commander.help', 'y')), {
    exitCode: 0,
  })
})

test('a bug shows its stack', async () => {
  const { exitCode, text } = await explainError(new TypeError('not possible'))
  assert.equal(exitCode, 70)
  assert.match(text ?? '', /bug.*\nTypeError: not possible\n +at /)
  assert.match((await explainError('thrown text')).text ?? '', /thrown text/)
})
