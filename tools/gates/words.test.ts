import assert from 'node:assert/strict'
import { test } from 'node:test'
import { noProblems } from './no-problems.ts'
import { readSources } from './source-files.ts'
import { misnomers } from './words.ts'

test('the code uses the words of the glossary', () => {
  noProblems(readSources().flatMap(misnomers))
})

const BAD = [
  ['a.ts', 'const upstreamSocket = 1'],
  ['a.ts', 'function toDownStream() {}'],
  ['a.ts', 'const { inbound } = x'],
  ['src/utils.ts', ''],
  ['src/types.test.ts', ''],
  ['src/someThing.ts', ''],
] as const
for (const [path, text] of BAD) {
  test(`reported: ${path} ${text}`, () => assert.equal(misnomers({ path, text }).length, 1))
}

test('other software may call its things as it likes, in text', () => {
  const text = "// nginx's upstream\nconst config = 'upstream backend {}'"
  assert.deepEqual(misnomers({ path: 'src/next-hop.ts', text }), [])
})
