import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { type TestContext, test } from 'node:test'

/** Runs `npm test -- FILE` on a file with this text: Node's runner does not run inside its own tests. */
function runFile(t: TestContext, text: string, env: NodeJS.ProcessEnv = {}) {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'run-'))
  t.after(() => fs.rmSync(dir, { recursive: true }))
  const file = path.join(dir, 'a.test.ts')
  fs.writeFileSync(file, `import { describe, test } from 'node:test'\n${text}`)
  const { NODE_TEST_CONTEXT, CI, ...outer } = process.env
  const args = [path.join(import.meta.dirname, 'main.ts'), file]
  const ran = spawnSync(process.execPath, args, { env: { ...outer, ...env }, encoding: 'utf8' })
  return { code: ran.status, said: ran.stdout, last: ran.stdout.trimEnd().split('\n').at(-1) }
}

test('passing tests count, suites do not', (t) => {
  const { code, last } = runFile(
    t,
    "describe('s', () => { test('a', () => {}); test('b', () => {}) })",
  )
  assert.deepEqual([code, last], [0, '2 passed, 0 failed, 0 skipped'])
})

test('a failing test is told once, with its place, its error and what its file printed', (t) => {
  const text =
    "describe('s', () => test('a', () => { console.log('seen'); throw new Error('because') }))"
  const { code, said, last } = runFile(t, text)
  assert.deepEqual([code, last], [1, '0 passed, 1 failed, 0 skipped'])
  assert.match(said, /a\.test\.ts:2 a\n {2}Error: because/)
  assert.match(said, /^seen$/m)
  assert.equal(said.match(/because/g)!.length, 1)
})

test('a file that does not load fails', (t) => {
  const { code, said } = runFile(t, "throw new Error('at load')")
  assert.equal(code, 1)
  assert.match(said, /at load/)
})

test('skips are listed with their reasons, and CI=true makes them failures', (t) => {
  const text = "test('a', { skip: 'not installed: git' }, () => {}); test.todo('later')"
  const free = runFile(t, text)
  assert.deepEqual([free.code, free.last], [0, '0 passed, 0 failed, 2 skipped'])
  assert.match(free.said, /a\.test\.ts: a \(not installed: git\)\n.*: later \(to do\)/)
  const strict = runFile(t, text, { CI: 'true' })
  assert.deepEqual([strict.code, strict.last], [1, '0 passed, 2 failed, 0 skipped'])
})
