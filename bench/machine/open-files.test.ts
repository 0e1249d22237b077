import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openFilesMax } from './open-files.ts'

test('the soft limit counts', () => {
  const limits =
    'Limit     Soft Limit   Hard Limit  Units\nMax open files   20000   40000   files\n'
  assert.equal(openFilesMax(limits), 20_000)
})

test('no limit is infinite', () => {
  assert.equal(openFilesMax('Max open files   unlimited  unlimited  files'), Infinity)
})

test('this machine has a limit or none, but never nonsense', () => {
  assert.ok(openFilesMax() > 100)
})
