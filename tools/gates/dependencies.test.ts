import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dependencyProblems } from './dependencies.ts'
import { noProblems } from './no-problems.ts'
import { readFiles } from './source-files.ts'

const PAGE = 'docs/decisions/0005-dependencies.md'

test('every dependency is explained by a decision, and every explained one is used', () => {
  const manifests = readFiles(['package.json', 'packages', 'bench'], ['package.json'])
  noProblems(dependencyProblems(manifests, readFiles(['docs/decisions'], ['.md']), PAGE))
})

test('an unexplained dependency and an explanation without one are reported', () => {
  const manifest = { path: 'package.json', text: '{"devDependencies":{"a":"1","@hopwise/x":"1"}}' }
  const page = (text: string) => [{ path: PAGE, text }]
  assert.deepEqual(dependencyProblems([manifest], page('| `a` | tools | why |'), PAGE), [])
  assert.equal(dependencyProblems([manifest], page(''), PAGE).length, 1)
  assert.equal(dependencyProblems([], page('| `a` | tools | why |'), PAGE).length, 1)
})
