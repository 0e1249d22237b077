import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type TestContext, test } from 'node:test'
import { runByNodes } from './run-by-nodes.ts'

const HERE = async (): Promise<string> => process.execPath

test('the results of all versions are added up, and a failure says by which', async (t) => {
  const file = testFile(
    t,
    `test('one', () => {})
     test('two', { skip: 'too hot' }, () => {})
     test('three', () => { throw new Error('by ' + process.version) })`,
  )
  const result = await runByNodes([file], { versions: ['a', 'b'], timeoutMs: 30_000, find: HERE })
  assert.deepEqual([result.passed, result.failed], [2, 2])
  assert.equal(
    result.said,
    'Node a: 1 passed, 1 failed, 1 skipped; Node b: 1 passed, 1 failed, 1 skipped',
  )
  assert.match(result.output, new RegExp(`by Node a:\\n[^]*by ${process.version}[^]*by Node b:`))
  assert.deepEqual(
    result.skips.map(({ name, reason }) => [name, reason]),
    [
      ['two (Node a)', 'too hot'],
      ['two (Node b)', 'too hot'],
    ],
  )
})

test('a version that cannot be had is skipped with the reason, and the others are run', async (t) => {
  const file = testFile(t, "test('one', () => {})")
  const find = async (version: string): Promise<string> => {
    if (version === 'b') return process.execPath
    throw new Error('no network')
  }
  const result = await runByNodes([file], { versions: ['a', 'b'], timeoutMs: 30_000, find })
  assert.deepEqual([result.passed, result.failed], [1, 0])
  assert.deepEqual(result.skips, [
    { file: 'packages', name: 'everything by Node a', reason: 'no network' },
  ])
})

test('a Node that does not run at all is a failure', async () => {
  for (const program of ['/bin/false', '/nonexistent']) {
    const find = async (): Promise<string> => program
    const result = await runByNodes([], { versions: ['a'], timeoutMs: 1_000, find })
    assert.deepEqual([result.passed, result.failed], [0, 1], program)
  }
})

function testFile(t: TestContext, text: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'hopwise-by-nodes-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const file = path.join(folder, 'x.test.mjs')
  writeFileSync(file, `import { test } from 'node:test'\n${text}\n`)
  return file
}
