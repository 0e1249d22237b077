import assert from 'node:assert/strict'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { findTests } from './find-tests.ts'

test('tests are found at any depth, sorted, but not among what is installed', (t) => {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'tests-'))
  t.after(() => fs.rmSync(root, { recursive: true }))
  for (const name of [
    'a/z.test.ts',
    'a/b/c.test.ts',
    'a/c.ts',
    'a/node_modules/x/d.test.ts',
    'e.test.ts',
  ]) {
    fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true })
    fs.writeFileSync(path.join(root, name), '')
  }
  const found = findTests(['a'], root).map((file) => path.relative(root, file))
  assert.deepEqual(found, ['a/b/c.test.ts', 'a/z.test.ts'])
})
