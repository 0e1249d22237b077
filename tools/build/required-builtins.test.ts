import assert from 'node:assert/strict'
import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { build } from 'esbuild'
import { requiredBuiltins } from './required-builtins.ts'

test('a package in CommonJS has the modules of Node in a bundle of ES modules', async (t) => {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'hopwise-'))
  t.after(() => fs.rm(folder, { recursive: true }))
  const source = path.join(folder, 'main.cjs')
  await fs.writeFile(
    source,
    "exports.found = [require('path').sep, typeof require('node:crypto').createHash]",
  )
  const outfile = path.join(folder, 'out.mjs')
  const plugins = [requiredBuiltins]
  await build({
    entryPoints: [source],
    bundle: true,
    format: 'esm',
    platform: 'node',
    outfile,
    plugins,
  })
  assert.deepEqual((await import(outfile)).default.found, ['/', 'function'])
})
