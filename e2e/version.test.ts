import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { missing } from './harness/missing.ts'
import { run } from './harness/run-program.ts'
import { scopeOf } from './harness/scope.ts'
import { ROOT } from './harness/start-proxy.ts'
import { tempDir } from './harness/temp-dir.ts'

test('npx hopwise --version in a checkout runs the sources', {
  skip: missing('npx'),
}, async (t) => {
  const home = await tempDir(scopeOf(t))
  const manifest = await readFile(join(ROOT, 'packages/cli/package.json'), 'utf8')
  const { version } = JSON.parse(manifest) as { version: string }
  const ran = await run('npx', ['hopwise', '--version'], { cwd: ROOT, env: { HOME: home } })
  assert.equal(ran.code, 0, ran.stderr)
  assert.equal(ran.stdout, `${version}\n`)
})
