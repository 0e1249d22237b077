import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { type TestContext, test } from 'node:test'
import { shareProcesses } from './shared-processes.ts'

const PURE = Array.from({ length: 51 }, (_, n) => `packages/http/src/a${n}.test.ts`)
const OTHERS = ['packages/auth/src/node/a.test.ts', 'packages/proxy/src/node/b.test.ts']

test('tests of pure code share processes, all others have their own', (t) => {
  const { root, files } = checkout(t, [...OTHERS, ...PURE])
  const shared = shareProcesses(files, root)
  assert.deepEqual(shared.files.slice(2), files.slice(0, 2))
  const programs = shared.files.slice(0, 2).map((file) => fs.readFileSync(file, 'utf8'))
  const imported = programs.map((program) => program.match(/file:.*\/(a\d+)\.test\.ts/g)?.length)
  assert.deepEqual(imported, [50, 1])
  shared.end()
  assert.equal(fs.existsSync(shared.files[0]!), false)
})

test('a few files are run as they are', (t) => {
  const { root, files } = checkout(t, [...OTHERS, ...PURE.slice(0, 49)])
  assert.deepEqual(shareProcesses(files, root).files, files)
})

test('what fails and what does not load is told of the file that it is in', (t) => {
  const { root, files } = checkout(t, PURE)
  fs.writeFileSync(files[7]!, "throw new Error('at load')")
  const test = "import { test } from 'node:test'; test('a', () => { throw new Error('failing') })"
  fs.writeFileSync(files[8]!, test)
  const { NODE_TEST_CONTEXT, ...env } = process.env
  const shared = shareProcesses(files, root)
  t.after(shared.end)
  const args = ['--test', '--test-reporter=tap', ...shared.files]
  const { stdout } = spawnSync(process.execPath, args, { env, encoding: 'utf8' })
  assert.match(stdout, /^not ok \d+ - file:\/\/\S+\/a7\.test\.ts does not load$/m)
  assert.match(stdout, /location: '.*\/a8\.test\.ts:1:/)
  assert.match(stdout, /^# fail 2$/m)
})

/** A checkout with these files, each of which has one test that passes. */
function checkout(t: TestContext, names: readonly string[]) {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'shared-'))
  t.after(() => fs.rmSync(root, { recursive: true }))
  const files = names.map((name) => path.join(root, name))
  for (const file of files) {
    fs.mkdirSync(path.dirname(file), { recursive: true })
    fs.writeFileSync(file, "import { test } from 'node:test'; test('a', () => {})")
  }
  return { root, files }
}
