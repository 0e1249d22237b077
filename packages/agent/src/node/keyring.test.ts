import assert from 'node:assert/strict'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { fromKeyring } from './keyring.ts'

// The programs are stand-ins: a real keyring needs somebody's desktop.
const ASKED = { proxy: 'http://proxy.example:3128', scheme: 'digest', realm: 'r' }

for (const [platform, program, args] of [
  ['linux', 'secret-tool', 'lookup server proxy.example user alice'],
  ['darwin', 'security', 'find-internet-password -s proxy.example -a alice -w'],
] as const) {
  test(`${platform}: ${program} is asked by the host of the proxy and the user, once for a while`, async (t) => {
    const dir = await standIn(t, program, 'echo "$@" >> "$0.asked"; echo opensesame')
    const source = fromKeyring({ username: 'alice', platform })
    const all = [await source(ASKED), await source({ ...ASKED, scheme: 'basic' })]
    assert.deepEqual(all, Array(2).fill({ username: 'alice', password: 'opensesame' }))
    assert.equal(await readFile(join(dir, `${program}.asked`), 'utf8'), `${args}\n`)
  })
}

test('no entry, no program, and a question for a token: no credentials', async (t) => {
  await standIn(t, 'secret-tool', 'exit 1')
  const source = fromKeyring({ username: 'alice', platform: 'linux' })
  assert.equal(await source(ASKED), undefined)
  assert.equal(await fromKeyring({ username: 'a', platform: 'darwin' })(ASKED), undefined)
  assert.equal(await source({ ...ASKED, scheme: 'bearer' }), undefined)
})

/** A program of that name, the only place where this process looks for programs. */
async function standIn(t: TestContext, name: string, script: string): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'hopwise-keyring-'))
  const path = process.env['PATH']
  t.after(async () => {
    process.env['PATH'] = path
    await rm(dir, { recursive: true })
  })
  await writeFile(join(dir, name), `#!/bin/sh\n${script}\n`)
  await chmod(join(dir, name), 0o755)
  process.env['PATH'] = dir
  return dir
}
