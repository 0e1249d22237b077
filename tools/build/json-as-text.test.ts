import assert from 'node:assert/strict'
import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { build } from 'esbuild'
import { jsonAsText } from './json-as-text.ts'

test('a large file becomes a string to parse and keeps its value, a small one only what is used of it', async (t) => {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'hopwise-'))
  t.after(() => fs.rm(folder, { recursive: true }))
  const large = { quotes: '\'"`$\\', line: ' \n', russian: 'слово', filler: 'x'.repeat(2000) }
  await fs.writeFile(path.join(folder, 'large.json'), JSON.stringify(large, undefined, 2))
  await fs.writeFile(path.join(folder, 'small.json'), '{ "used": 1, "unused": "secret" }')
  await fs.writeFile(
    path.join(folder, 'main.js'),
    "import large from './large.json'\nimport { used } from './small.json'\nexport { large, used }",
  )
  const outfile = path.join(folder, 'out.mjs')
  const entryPoints = [path.join(folder, 'main.js')]
  await build({ entryPoints, bundle: true, format: 'esm', outfile, plugins: [jsonAsText] })
  const text = await fs.readFile(outfile, 'utf8')
  assert.match(text, /JSON\.parse\(/)
  assert.doesNotMatch(text, /secret/)
  const made = await import(outfile)
  assert.deepEqual([made.large, made.used], [large, 1])
})
