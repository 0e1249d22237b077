import assert from 'node:assert/strict'
import fs from 'node:fs/promises'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { ROOT } from '../gates/source-files.ts'
import { copyPackages, EXTERNAL } from './external-packages.ts'

test('each package is copied with its library, and works where it was copied to', async (t) => {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'hopwise-'))
  t.after(() => fs.rm(folder, { recursive: true }))
  const versions = await copyPackages(ROOT, path.join(folder, 'node_modules'))
  assert.deepEqual(
    Object.keys(versions),
    EXTERNAL.map(({ name }) => name),
  )
  for (const version of Object.values(versions)) assert.match(version, /^\d+\.\d+\.\d+$/)
  const require = createRequire(path.join(folder, 'main.js'))
  for (const { name } of EXTERNAL) {
    assert.ok(require.resolve(name).startsWith(folder), name)
    const loaded = require(name)
    assert.equal(typeof (loaded.verify ?? loaded.QuickJS?.create), 'function', name)
  }
})
