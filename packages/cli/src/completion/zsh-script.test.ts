import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { SHELL_COMMANDS } from './testing/shell-commands.ts'
import { zshScript } from './zsh-script.ts'

const SCRIPT = zshScript(SHELL_COMMANDS)
const skip = spawnSync('zsh', ['--version']).status === 0 ? false : 'zsh is not installed'

test('each command has a function, and a group hands on to those of its commands', () => {
  assert.match(SCRIPT, /^#compdef hopwise\n/)
  assert.match(SCRIPT, /^_hopwise_user_add\(\) \{$/m)
  assert.match(SCRIPT, /^ +user\) _hopwise_user ;;$/m)
})

test('brackets and quotes in a description are escaped', () => {
  assert.match(SCRIPT, /'\*--lang\[the \\\[language\\\]\]: :\(en ru\)'/)
  assert.match(SCRIPT, /it'\\''s easy/)
})

test('zsh takes it', { skip }, () => {
  const { status, stderr } = spawnSync('zsh', ['-f', '-n'], { input: SCRIPT, encoding: 'utf8' })
  assert.deepEqual([status, stderr], [0, ''])
})
