import assert from 'node:assert/strict'
import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { writePages } from './write-pages.ts'

test('files are written where they belong, into a folder that is made', async (t) => {
  const temp = await fs.mkdtemp(path.join(os.tmpdir(), 'hopwise-'))
  t.after(() => fs.rm(temp, { recursive: true }))
  const folder = path.join(temp, 'new')
  const written = await writePages(folder, [
    { path: 'index.html', text: 'a' },
    { path: 'ru/index.html', text: 'б' },
  ])
  assert.equal(written, 2)
  assert.equal(await fs.readFile(path.join(folder, 'ru/index.html'), 'utf8'), 'б')
})
