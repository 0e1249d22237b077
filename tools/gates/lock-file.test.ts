import assert from 'node:assert/strict'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { complete, missingFrom, platformOf } from './lock-file.ts'
import { ROOT } from './source-files.ts'

test('the lock file has an entry for every platform: npm 11 installs from no other', () => {
  const lock = JSON.parse(fs.readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8'))
  const hint = 'run: node_modules/.bin/node tools/gates/lock-file.ts'
  assert.deepEqual(Object.keys(missingFrom(lock.packages)), [], hint)
})

const PACKAGES = {
  '': {},
  'node_modules/b': {
    dev: true,
    optionalDependencies: { '@b/cli-linux-x64-musl': '1.0.0', '@b/cli-win32-x64': '1.0.0' },
  },
  'node_modules/@b/cli-win32-x64': { version: '1.0.0', optional: true },
}

test('an optional package without an entry is reported and can be added', (t) => {
  assert.deepEqual(Object.keys(missingFrom(PACKAGES)), ['node_modules/@b/cli-linux-x64-musl'])
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'lock-'))
  t.after(() => fs.rmSync(dir, { recursive: true }))
  const file = path.join(dir, 'package-lock.json')
  fs.writeFileSync(file, JSON.stringify({ lockfileVersion: 3, packages: PACKAGES }))
  assert.equal(complete(file).length, 1)
  assert.equal(complete(file).length, 0)
  const { packages } = JSON.parse(fs.readFileSync(file, 'utf8'))
  assert.deepEqual(packages['node_modules/@b/cli-linux-x64-musl'], {
    version: '1.0.0',
    cpu: ['x64'],
    dev: true,
    libc: ['musl'],
    optional: true,
    os: ['linux'],
  })
})

test('the name of such a package tells its platform', () => {
  assert.deepEqual(platformOf('@b/x-darwin-arm64'), { os: ['darwin'], cpu: ['arm64'] })
  assert.deepEqual(platformOf('x-win32-x64-msvc'), { os: ['win32'], cpu: ['x64'] })
  assert.deepEqual(platformOf('x-linux-arm-gnueabihf'), {
    os: ['linux'],
    cpu: ['arm'],
    libc: ['glibc'],
  })
})
