import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { test } from 'node:test'

const MAIN = path.join(import.meta.dirname, 'main.ts')

test('a step that does not exist is refused with the names of those that do', () => {
  const ran = spawnSync(process.execPath, [MAIN, '--only', 'fromat'], { encoding: 'utf8' })
  assert.equal(ran.status, 2)
  assert.match(ran.stdout, /no step fromat: format, types, gates/)
})

test('a test file that does not exist fails', () => {
  const { NODE_TEST_CONTEXT, ...env } = process.env
  const ran = spawnSync(process.execPath, [MAIN, 'no-such.test.ts'], { encoding: 'utf8', env })
  assert.equal(ran.status, 1)
  assert.match(ran.stdout, /0 passed, 1 failed, 0 skipped\n$/)
})
