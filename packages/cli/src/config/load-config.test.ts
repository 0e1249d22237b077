import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { formatProblems, loadConfig } from './load-config.ts'
import { directoryWith } from './testing/files.ts'

test('a file is read, and knows where its paths count from', async (t) => {
  const directory = directoryWith(t, { 'hopwise.yaml': 'data: data' })
  const { config, problems, file, text } = await loadConfig(join(directory, 'hopwise.yaml'))
  assert.deepEqual(problems, [])
  assert.equal(config?.data?.from(directory), join(directory, 'data'))
  assert.equal(file, join(directory, 'hopwise.yaml'))
  assert.equal(text, 'data: data')
})

test('a file that is not there, is a directory or no text is a problem and not an exception', async (t) => {
  const directory = directoryWith(t, {})
  writeFileSync(join(directory, 'latin1.yaml'), Buffer.from('data: h\xf6', 'latin1'))
  const CASES = [
    [join(directory, 'none.yaml'), /:1:1: it cannot be read: there is no such file$/],
    [directory, /:1:1: it cannot be read: /],
    [join(directory, 'latin1.yaml'), /:1:1: it is not UTF-8$/],
  ] as const
  for (const [path, expected] of CASES) {
    const { config, problems } = await loadConfig(path)
    assert.equal(config, undefined)
    assert.match(formatProblems(path, problems), expected)
  }
})
