import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import { bashScript } from './bash-script.ts'
import { SHELL_COMMANDS } from './testing/shell-commands.ts'

const SCRIPT = bashScript(SHELL_COMMANDS)

/** What bash proposes for the last of these words. */
function proposed(...words: readonly string[]): string[] {
  const quoted = words.map((word) => `'${word}'`).join(' ')
  const ask = `${SCRIPT}
COMP_WORDS=(hopwise ${quoted}); COMP_CWORD=${words.length}
_hopwise; printf '%s\\n' "\${COMPREPLY[@]}"`
  const printed = execFileSync('bash', ['--norc', '-c', ask], { encoding: 'utf8' })
  return printed.split('\n').filter((line) => line !== '')
}

test('commands and their subcommands are completed', () => {
  assert.deepEqual(proposed('ex'), ['explain'])
  assert.deepEqual(proposed('user', ''), ['add', 'list'])
})

test('options are those of the command', () => {
  assert.deepEqual(proposed('explain', '--'), ['--lang', '--header'])
  assert.deepEqual(proposed('user', 'add', '--'), ['--data'])
})

test('a value is proposed behind its option, an argument elsewhere', () => {
  assert.deepEqual(proposed('explain', '--lang', ''), ['en', 'ru'])
  assert.deepEqual(proposed('explain', '40'), ['404.13', '407'])
  assert.deepEqual(proposed('explain', '--lang', 'ru', 'ERR_T'), ['ERR_TUNNEL_CONNECTION_FAILED'])
})

test('nothing of ours is proposed where a file or a text is wanted', () => {
  assert.deepEqual(proposed('user', 'add', '--data', ''), [])
  assert.deepEqual(proposed('explain', '--header', ''), [])
})
