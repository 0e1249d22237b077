import assert from 'node:assert/strict'
import path from 'node:path'
import { test } from 'node:test'
import { NPM_PEERS, npmPeer, npmPeerVersion } from './npm-packages.ts'

test('what is not installed has no version', () => {
  assert.equal(npmPeerVersion('no-such-package'), undefined)
})

test('what is installed is what is asked for, outside of our own dependencies', () => {
  for (const [name, version] of Object.entries(NPM_PEERS)) {
    const installed = npmPeerVersion(name)
    assert.ok(installed === undefined || installed === version, `${name} ${installed}`)
    assert.ok(npmPeer(name).includes(path.join('node_modules', '.cache')))
  }
})
