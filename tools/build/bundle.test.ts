import assert from 'node:assert/strict'
import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { ROOT, readSources } from '../gates/source-files.ts'
import { bundle, packagesIn, WORKERS } from './bundle.ts'

test('modules lie side by side in one folder, with the programs of threads under their own names', async (t) => {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'hopwise-'))
  t.after(() => fs.rm(folder, { recursive: true }))
  const packages = await bundle(ROOT, folder)
  assert.ok(packages.includes('node_modules/commander'), packages.join())
  const names = await fs.readdir(folder)
  for (const name of ['main.js', 'crypt-worker.js', 'script-worker.js', 'writer-thread.js']) {
    assert.ok(names.includes(name), name)
  }
  assert.deepEqual([...new Set(names.map((name) => path.extname(name)))], ['.js'])
})

test('every program of a thread is known to the bundle', () => {
  const programs = readSources(['packages'])
    .filter(({ path, text }) => !/\.test\.ts$|\/testing\//.test(path) && /parentPort/.test(text))
    .map(({ path }) => path)
  assert.deepEqual(Object.values(WORKERS).toSorted(), programs.toSorted())
})

test('the folder of a package is taken from the paths of its files', () => {
  const files = ['packages/a/src/b.ts', 'node_modules/c/d/e.js', 'node_modules/@f/g/h.js']
  assert.deepEqual(packagesIn([...files, ...files]), ['node_modules/@f/g', 'node_modules/c'])
})
