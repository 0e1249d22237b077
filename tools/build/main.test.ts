import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { test } from 'node:test'

const MAIN = path.join(import.meta.dirname, 'main.ts')

test('the folder that is named gets the command', async (t) => {
  const parent = await fs.mkdtemp(path.join(os.tmpdir(), 'hopwise-'))
  t.after(() => fs.rm(parent, { recursive: true }))
  const folder = path.join(parent, 'new/compiled')
  const ran = spawnSync(process.execPath, [MAIN, folder], { encoding: 'utf8' })
  assert.equal(ran.status, 0, ran.stderr)
  assert.equal(ran.stdout, `compiled: ${folder}/hopwise.mjs\n`)
  // As it is named in a shell, which the permission and the first line are for.
  assert.equal((await fs.stat(`${folder}/hopwise.mjs`)).mode & 0o777, 0o755)
})

test('anything but one folder gets the usage', () => {
  for (const args of [['--help'], ['a', 'b']]) {
    const ran = spawnSync(process.execPath, [MAIN, ...args], { encoding: 'utf8' })
    assert.equal(ran.status, 2)
    assert.match(ran.stderr, /^Usage: npm run build/)
  }
})
