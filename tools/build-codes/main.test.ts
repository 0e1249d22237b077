import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { test } from 'node:test'

const MAIN = path.join(import.meta.dirname, 'main.ts')

test('the folder that is named gets an index in each language', async (t) => {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'hopwise-'))
  t.after(() => fs.rm(folder, { recursive: true }))
  const run = spawnSync(process.execPath, [MAIN, folder], { encoding: 'utf8' })
  assert.equal(run.status, 0, run.stderr)
  assert.match(run.stdout, /^\d{3} pages: open .*index\.html\n$/)
  for (const name of ['index.html', '407.html', 'ru/index.html', 'ru/407.html']) {
    assert.match(await fs.readFile(path.join(folder, name), 'utf8'), /^<!doctype html>/)
  }
})

test('anything but one folder gets the usage', () => {
  for (const args of [['--help'], ['a', 'b']]) {
    const run = spawnSync(process.execPath, [MAIN, ...args], { encoding: 'utf8' })
    assert.equal(run.status, 2)
    assert.match(run.stderr, /^Usage: npm run build:codes/)
  }
})
