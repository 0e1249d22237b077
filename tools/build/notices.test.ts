import assert from 'node:assert/strict'
import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { noticesOf } from './notices.ts'

test('each package is named with its version and licence; one without a licence is refused', async (t) => {
  const root = await fs.mkdtemp(path.join(os.tmpdir(), 'hopwise-'))
  t.after(() => fs.rm(root, { recursive: true }))
  await fs.mkdir(path.join(root, 'a'))
  await fs.writeFile(path.join(root, 'a/package.json'), '{ "name": "a", "version": "1.2.3" }')
  await assert.rejects(noticesOf(root, ['a']), /a has no licence file/)
  await fs.writeFile(path.join(root, 'a/LICENSE.md'), 'You may.')
  assert.match(await noticesOf(root, ['a']), /^a 1\.2\.3\n\nYou may\.$/m)
})
