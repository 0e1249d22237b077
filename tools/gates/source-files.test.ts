import assert from 'node:assert/strict'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { isProduct, packageOf, place, readFiles, readSources } from './source-files.ts'

test('only what we wrote is read: not what is installed or built', (t) => {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'sources-'))
  t.after(() => fs.rmSync(root, { recursive: true }))
  for (const dir of ['src', 'node_modules/x', 'dist']) {
    fs.mkdirSync(path.join(root, dir), { recursive: true })
    fs.writeFileSync(path.join(root, dir, 'a.ts'), dir)
  }
  fs.writeFileSync(path.join(root, 'src/a.md'), '')
  assert.deepEqual(readFiles(['.'], ['.ts'], root), [{ path: 'src/a.ts', text: 'src' }])
})

test('the sources of this checkout include this file', () => {
  const paths = readSources().map((file) => file.path)
  assert.ok(paths.includes('tools/gates/source-files.test.ts'))
})

test('tests and test tools are not product code', () => {
  const product = (name: string) => isProduct({ path: name, text: '' })
  assert.ok(product('packages/http/src/via.ts'))
  assert.ok(product('packages/cli/bin/hopwise.mjs'))
  assert.ok(!product('packages/http/src/via.test.ts'))
  assert.ok(!product('packages/http/src/testing/reads-to.ts'))
  assert.ok(!product('tools/gates/strip.ts'))
})

test('a path tells its package, and a position its line', () => {
  assert.equal(packageOf('packages/http/src/via.ts'), 'http')
  assert.equal(packageOf('tools/gates/strip.ts'), undefined)
  assert.equal(place({ path: 'a.ts', text: 'one\ntwo\n' }, 5), 'a.ts:2')
})
