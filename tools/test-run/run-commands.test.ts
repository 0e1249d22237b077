import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runCommands } from './run-commands.ts'

test('each command is one check; what a failing one said is kept', async () => {
  const result = await runCommands([
    ['node', '-e', 'console.log(1)'],
    ['node', '-e', 'console.log("on out"); console.error("on err"); process.exit(3)'],
  ])
  assert.deepEqual([result.passed, result.failed], [1, 1])
  assert.match(result.output, /^node -e [\s\S]*on out[\s\S]*on err/)
  assert.doesNotMatch(result.output, /^1$/m)
})

test('a command that does not exist fails', async () => {
  const result = await runCommands([['no-such-program']])
  assert.equal(result.failed, 1)
  assert.match(result.output, /ENOENT/)
})
