import assert from 'node:assert/strict'
import { test } from 'node:test'

import { readYaml } from './read-yaml.ts'

const TEXT = [
  'a: 1',
  'list:',
  '  - { b: x }',
  '  - &anchor { c: y }',
  'again: *anchor',
  'empty:',
].join('\n')

test('values are plain, and their places are known', () => {
  const yaml = readYaml(TEXT)
  assert.deepEqual(yaml.problems, [])
  const { again } = yaml.value as { again: unknown }
  assert.deepEqual(again, { c: 'y' })
  assert.deepEqual(yaml.placeOf(['a']), { line: 1, column: 4 })
  assert.deepEqual(yaml.placeOf(['list', 0, 'b']), { line: 3, column: 10 })
  assert.deepEqual(yaml.placeOf(['again', 'c']), { line: 4, column: 18 })
  assert.deepEqual(yaml.placeOfKey(['list', 0], 'b'), { line: 3, column: 7 })
})

test('the place of what is not there is that of what it would be in', () => {
  const yaml = readYaml(TEXT)
  assert.deepEqual(yaml.placeOf(['list', 0, 'x', 'y']), { line: 3, column: 5 })
  assert.deepEqual(yaml.placeOf(['list', 7]), { line: 3, column: 3 })
  assert.deepEqual(yaml.placeOfKey(['list', 0], 'x'), { line: 3, column: 5 })
  assert.deepEqual(readYaml('').placeOf(['a']), { line: 1, column: 1 })
})

const WRONG = [
  ['a: 1\na: 2', 2, 1, 'this key is there twice'],
  [
    'hosts: [*.example.com]',
    1,
    9,
    "a text that begins with * must be in quotes, such as '*.example.com'",
  ],
  ['a:\n\tb: 1', 2, 1, 'indent with spaces, not with tabs'],
  [
    'a: 1\n---\nb: 2',
    2,
    1,
    'there must be one document in the file, without another --- in between',
  ],
] as const
for (const [text, line, column, sentence] of WRONG) {
  test(`${JSON.stringify(text)}: ${sentence}`, () => {
    const { value, problems } = readYaml(text)
    assert.equal(value, undefined)
    const [first] = problems
    assert.deepEqual([first?.line, first?.column, first?.sentence], [line, column, sentence])
  })
}

test('aliases of aliases do not fill the memory', () => {
  const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]']
  for (let n = 1; n < 10; n++)
    lines.push(
      `a${n}: &a${n} [${Array(10)
        .fill(`*a${n - 1}`)
        .join(', ')}]`,
    )
  const { value, problems } = readYaml(lines.join('\n'))
  assert.equal(value, undefined)
  assert.equal(problems.length, 1)
})
