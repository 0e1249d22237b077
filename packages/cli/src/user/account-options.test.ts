import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Command } from 'commander'
import { accountChange, addAccountOptions, addRemoveGroupOption } from './account-options.ts'

test('each may be given several times; what is not given stays as it is', () => {
  assert.deepEqual(
    changeOf(
      '--group',
      'staff',
      '--group',
      'Лаборатория',
      '--remove-group',
      'lab',
      '--allow-host',
      '*.example.com:443',
      '--allow-host',
      '10.0.0.0/8',
    ),
    {
      addGroups: ['staff', 'Лаборатория'],
      removeGroups: ['lab'],
      hosts: ['*.example.com:443', '10.0.0.0/8'],
      methods: undefined,
      hours: undefined,
    },
  )
  assert.deepEqual(changeOf('--allow-method', 'GET', '--allow-method', 'GET').methods, ['GET'])
})

test('any lifts a limit', () => {
  const change = changeOf('--allow-host', 'any', '--allow-method', 'any', '--allow-hours', 'any')
  assert.deepEqual([change.hosts, change.methods, change.hours], [[], [], []])
})

const REFUSED: readonly [args: readonly string[], sentence: RegExp][] = [
  [['--group', ''], /A group is 1 to 255 characters/],
  [['--group', ' staff'], /without spaces at its ends/],
  [['--allow-host', 'http://a.example'], /Character 5: .*no scheme/],
  [['--allow-host', '10.0.0.1/8'], /Character 10: /],
  [['--allow-method', 'get'], /upper case: GET/],
  [['--allow-method', 'GET POST'], /one word/],
  [['--allow-hours', 'mon-fri 8-18'], /Character 9: /],
  [['--allow-hours', 'weekdays'], /Character 1: a day is one of mon/],
]

for (const [args, sentence] of REFUSED) {
  test(`${args.join(' ')} is refused with what to change`, () => {
    assert.throws(
      () => changeOf(...args),
      (error) => error instanceof Error && sentence.test(error.message),
    )
  })
}

function changeOf(...args: readonly string[]) {
  const command = addRemoveGroupOption(addAccountOptions(new Command('set')))
  command.exitOverride().configureOutput({ writeErr: () => {} })
  return accountChange(command.parse(args, { from: 'user' }).opts())
}
