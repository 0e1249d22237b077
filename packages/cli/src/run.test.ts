import assert from 'node:assert/strict'
import { test } from 'node:test'
import { run } from './run.ts'
import { scene, temporaryDirectory } from './testing/scene.ts'

const REFUSED: readonly [name: string, args: readonly string[], sentence: RegExp][] = [
  [
    'a misspelt command',
    ['jounral'],
    /^hopwise: There is no command "jounral": did you mean "journal"\? See hopwise --help\.\n$/,
  ],
  [
    'a command nobody has',
    ['frobnicate'],
    /did you mean one of serve, relay, user, token, .*completion\?/,
  ],
  [
    'a misspelt option',
    ['--lsten', '127.0.0.1:0'],
    /^hopwise: unknown option '--lsten'\n\(Did you mean --listen\?\)\n$/,
  ],
  [
    'an address without a port',
    ['serve', '--listen', '127.0.0.1'],
    /^hopwise: option '--listen .*Write HOST:PORT/,
  ],
  ['a log format nobody has', ['--log-format', 'xml'], /Allowed choices are json, common/],
  ['a realm that cannot be sent', ['--realm', 'für uns'], /printable ASCII/],
  ['an argument too many', ['user', 'list', 'alice'], /too many arguments/],
  ['a missing name', ['user', 'add'], /missing required argument 'name'/],
]

for (const [name, args, sentence] of REFUSED) {
  test(`${name} is refused with what to do, on standard error, with 2`, async () => {
    const { surroundings, stderr, stdout } = scene()
    assert.equal(await run(args, surroundings), 2)
    assert.match(stderr(), sentence)
    assert.equal(stdout(), '')
  })
}

test('what a command ends with is what the process ends with', async (t) => {
  const { surroundings, stderr } = scene()
  const data = temporaryDirectory(t)
  assert.equal(await run(['user', 'list', '--data', data], surroundings), 3)
  assert.match(stderr(), /^hopwise: There are no users in .* yet: .*\n$/)
})
