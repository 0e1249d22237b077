import assert from 'node:assert/strict'
import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { ROOT } from '../../gates/source-files.ts'
import { bundleAgent } from './bundle-agent.ts'

test('ours are in the bundle and theirs outside, and nothing is left of what no entry leads to', async (t) => {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'hopwise-'))
  t.after(() => fs.rm(folder, { recursive: true }))
  const outside = await bundleAgent(ROOT, folder, {
    index: 'packages/agent/src/index.ts',
    register: 'packages/agent/src/register.ts',
  })
  assert.deepEqual(outside, ['undici'])
  const names = await fs.readdir(folder)
  const texts = await Promise.all(names.map((name) => fs.readFile(path.join(folder, name), 'utf8')))
  assert.ok(names.includes('index.js') && names.includes('register.js'), names.join())
  // What only a proxy needs: it verifies passwords and tokens, an agent sends them.
  assert.doesNotMatch(texts.join('\n'), /@node-rs|from "jose"|@hopwise\/auth"/)
  const classes = texts.flatMap((text) =>
    text.match(/\bProxyFault\d* = class\b|\bclass ProxyFault\b/g),
  )
  assert.equal(classes.filter((found) => found !== null).length, 1, 'one class for all entries')
})
