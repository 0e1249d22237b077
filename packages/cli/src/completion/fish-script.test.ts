import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { fishScript } from './fish-script.ts'
import { SHELL_COMMANDS } from './testing/shell-commands.ts'

const SCRIPT = fishScript(SHELL_COMMANDS)
const skip = spawnSync('fish', ['--version']).status === 0 ? false : 'fish is not installed'

function proposed(line: string): string[] {
  const ask = `${SCRIPT}\ncomplete -C '${line}'`
  const printed = execFileSync('fish', ['--no-config', '-c', ask], { encoding: 'utf8' })
  return printed.split('\n').flatMap((row) => row.split('\t')[0] || [])
}

test('quotes in a description do not end it', () => {
  assert.match(SCRIPT, /-a explain -d 'say what it is: it\\'s easy'/)
})

test('options are told with their values', () => {
  assert.match(SCRIPT, / -l lang -x -a 'en ru' -d /)
  assert.match(SCRIPT, / -s H -l header -x -d /)
  assert.match(SCRIPT, / -l data -r -F -d /)
})

test('fish proposes commands, subcommands, values and arguments', { skip }, () => {
  assert.deepEqual(proposed('hopwise ex'), ['explain'])
  assert.deepEqual(proposed('hopwise user ').toSorted(), ['add', 'list'])
  assert.deepEqual(proposed('hopwise explain --lang '), ['en', 'ru'])
  assert.deepEqual(proposed('hopwise explain ERR'), ['ERR_TUNNEL_CONNECTION_FAILED'])
})
