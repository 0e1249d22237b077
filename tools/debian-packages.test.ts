import assert from 'node:assert/strict'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import all from './debian-packages.json' with { type: 'json' }
import { missingPackages } from './debian-packages.ts'

test('a package is missing when its program is in no directory of the path', (t) => {
  const [first, second] = [0, 1].map(() => fs.mkdtempSync(path.join(os.tmpdir(), 'packages-')))
  t.after(() => [first!, second!].map((dir) => fs.rmSync(dir, { recursive: true })))
  fs.writeFileSync(path.join(second!, 'present'), '')
  const list = ['present', 'absent'].map((command) => ({ package: command, command, why: 'test' }))
  assert.deepEqual(
    missingPackages(list, [first!, second!]).map((entry) => entry.package),
    ['absent'],
  )
})

test('a package without programs is missing when its file is', (t) => {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'packages-'))
  t.after(() => fs.rmSync(dir, { recursive: true }))
  fs.writeFileSync(path.join(dir, 'module.py'), '')
  const list = ['module.py', 'other.py'].map((name) => {
    return { package: name, command: path.join(dir, name), why: 'test' }
  })
  assert.deepEqual(
    missingPackages(list, ['/usr/bin']).map((entry) => entry.package),
    ['other.py'],
  )
})

test('no package is listed twice, and each says why it is wanted', () => {
  assert.equal(new Set(all.map((entry) => entry.package)).size, all.length)
  for (const entry of all) assert.ok(entry.why.length > 5, entry.package)
})
