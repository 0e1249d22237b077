import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hopwise } from './testing/hopwise.ts'
import { temporaryDirectory } from './testing/scene.ts'
import { hopwiseInTerminal } from './testing/terminal.ts'

test('the command as it is started keeps exit codes and streams apart', async (t) => {
  const data = temporaryDirectory(t)
  const added = await hopwise(['user', 'add', 'alice', '--generate', '--data', data])
  assert.deepEqual([added.code, added.stderr], [0, 'user alice was added\n'])
  assert.match(added.stdout, /^[\w-]{23}\n$/)
  const again = await hopwise(['user', 'add', 'alice', '--generate', '--data', data])
  assert.deepEqual([again.code, again.stdout], [1, ''])
  assert.match(again.stderr, /^hopwise: There is a user alice already[^\n]+\n$/)
})

test('a password typed at a terminal is nowhere on the screen', async (t) => {
  const data = temporaryDirectory(t)
  const args = ['user', 'add', 'alice', '--data', data]
  const terminal = hopwiseInTerminal(t, args, { afterwards: 'stty -a' })
  await terminal.until(/Password for alice: /)
  terminal.type('correct horse\r')
  await terminal.until(/The same again: /)
  terminal.type('correct horse\r')
  assert.equal(await terminal.ended, 0)
  assert.doesNotMatch(terminal.screen(), /correct|horse|\*/)
  assert.match(terminal.screen(), /user alice was added/)
  assertRestored(terminal.screen())
})

test('Ctrl-C at the question changes nothing and gives the terminal back', async (t) => {
  const data = temporaryDirectory(t)
  const args = ['user', 'add', 'alice', '--data', data]
  const terminal = hopwiseInTerminal(t, args, { afterwards: 'stty -a' })
  await terminal.until(/Password for alice: /)
  terminal.type('corr\x03')
  assert.equal(await terminal.ended, 130)
  assert.match(terminal.screen(), /hopwise: Interrupted: nothing was changed\./)
  assertRestored(terminal.screen())
  assert.match((await hopwise(['user', 'list', '--data', data])).stderr, /There are no users/)
})

/** By what `stty -a` says: `-echo` would mean that the shell afterwards shows nothing. */
function assertRestored(screen: string): void {
  assert.match(screen, /(?<!-)\becho\b/)
  assert.match(screen, /(?<!-)\bicanon\b/)
  assert.match(screen, /(?<!-)\bisig\b/)
}
