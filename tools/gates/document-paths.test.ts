import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deadPaths } from './document-paths.ts'
import { noProblems } from './no-problems.ts'
import { readFiles } from './source-files.ts'

test('every file that a document names is there', () => {
  noProblems(readFiles(['.'], ['.md']).flatMap((file) => deadPaths(file)))
})

const dead = (text: string) =>
  deadPaths({ path: 'docs/a.md', text }, (name) =>
    ['docs/b.md', 'packages/http/src/c.ts'].includes(name),
  )

test('links are read from where the document is, paths from the root or shortened', () => {
  assert.deepEqual(dead('[b](b.md) `http/src/c.ts` `packages/http/src/c.ts` [x](https://x/y)'), [])
})

test('dead links and paths are reported', () => {
  assert.equal(dead('[b](docs/b.md)').length, 1)
  assert.equal(dead('`packages/http/src/gone.ts`').length, 1)
})

test('templates are no paths', () => {
  assert.deepEqual(dead('`docs/errors/<CODE>.md` `packages/*/src` `text/html`'), [])
})
