import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { test } from 'node:test'

// How it is used is in run-by-nodes.test.ts.

test('what came of the files is all that is written', () => {
  const { NODE_TEST_CONTEXT, ...env } = process.env
  const program = path.join(import.meta.dirname, 'run-here.ts')
  const options = { env, encoding: 'utf8' } as const
  const { status, stdout } = spawnSync(process.execPath, [program, '1000'], options)
  assert.equal(status, 0)
  assert.equal((JSON.parse(stdout) as { failed: number }).failed, 1, 'no test file was found')
})
