import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Argument, Command, Option } from 'commander'
import { commandWords } from './command-words.ts'

function program(): Command {
  const shell = new Command('shell')
    .description('a shell')
    .addArgument(new Argument('<name>', 'which').choices(['bash', 'zsh']))
    .addOption(new Option('-d, --data <dir>', 'where'))
    .addOption(new Option('--lang <language>', 'which').choices(['en', 'ru']))
    .option('--json', 'as JSON')
  return new Command('hopwise').addCommand(shell)
}

test('commands, options and choices are told as commander knows them', () => {
  const [root, shell] = commandWords(program(), {})
  assert.deepEqual(root?.commands, [{ name: 'shell', description: 'a shell' }])
  assert.deepEqual(shell?.path, ['shell'])
  assert.deepEqual(shell?.values, ['bash', 'zsh'])
  assert.deepEqual(
    shell?.options.map(({ flags, values, isFile }) => [flags.join(' '), values, isFile]),
    [
      ['-d --data', [], true],
      ['--lang', ['en', 'ru'], false],
      ['--json', undefined, false],
      ['-h --help', undefined, false],
    ],
  )
})

test('proposals stand in for what commander does not know', () => {
  const [, shell] = commandWords(program(), { shell: { '': ['fish'], '--data': ['/srv'] } })
  assert.deepEqual(shell?.values, ['fish'])
  assert.deepEqual(shell?.options[0]?.values, ['/srv'])
})
