import assert from 'node:assert/strict'
import { test } from 'node:test'
import { build } from 'esbuild'
import { ROOT } from '../gates/source-files.ts'
import { lightBuiltins } from './light-builtins.ts'

test('commander imports no module of Node that evaluates all of its exports', async () => {
  assert.deepEqual(await builtinsOf("import { Command } from 'commander'; new Command()"), [
    'node:events',
    'node:path',
  ])
})

test('our own imports are left as they are', async () => {
  assert.deepEqual(await builtinsOf("import fs from 'node:fs'; fs.existsSync('/')"), ['node:fs'])
})

async function builtinsOf(contents: string): Promise<readonly string[]> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: ROOT },
    bundle: true,
    format: 'esm',
    platform: 'node',
    plugins: [lightBuiltins],
    write: false,
  })
  return [...outputFiles[0]!.text.matchAll(/^import .* from "(.*)";$/gm)].map(([, name]) => name!)
}
