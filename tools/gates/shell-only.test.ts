import assert from 'node:assert/strict'
import { test } from 'node:test'
import { noProblems } from './no-problems.ts'
import { belongsInCommand } from './shell-only.ts'
import { readSources } from './source-files.ts'

test('only the command prints, exits and reads its surroundings', () => {
  noProblems(readSources(['packages']).flatMap(belongsInCommand))
})

const BAD = [
  'console.log(1)',
  'process.stdout.write(a)',
  "process.env['HOME']",
  'process.exit(1)',
  "import { env } from 'node:process'",
]
for (const text of BAD) {
  test(`outside the command this is reported: ${text}`, () => {
    assert.equal(belongsInCommand({ path: 'packages/proxy/src/node/a.ts', text }).length, 1)
    assert.deepEqual(belongsInCommand({ path: 'packages/cli/src/a.ts', text }), [])
    assert.deepEqual(belongsInCommand({ path: 'packages/proxy/src/node/a.test.ts', text }), [])
  })
}
