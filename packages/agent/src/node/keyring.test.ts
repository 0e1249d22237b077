import assert from 'node:assert/strict'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { fromKeyring } from './keyring.ts'

// The programs are stand-ins. secret-tool itself is asked in e2e/agent-keyring.test.ts, `security` only on a Mac.
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

test('an entry that is not there, and a question for a token: no credentials, and no more words', async (t) => {
  const said = 'security: SecKeychainSearchCopyNext: The specified item could not be found.'
  for (const [platform, program, script] of [
    ['linux', 'secret-tool', 'exit 1'],
    ['darwin', 'security', `echo "${said}" >&2; exit 44`],
  ] as const) {
    await standIn(t, program, script)
    const problems: string[] = []
    const onProblem = (problem: string): unknown => problems.push(problem)
    const source = fromKeyring({ username: 'alice', platform, onProblem })
    assert.equal(await source(ASKED), undefined)
    assert.equal(await source({ ...ASKED, scheme: 'bearer' }), undefined)
    assert.deepEqual(problems, [])
  }
})

test('a keyring that cannot be asked is no credentials, and is told once', async (t) => {
  await standIn(t, 'secret-tool', 'echo "Cannot autolaunch D-Bus" >&2; exit 1')
  for (const [platform, problem] of [
    ['linux', 'secret-tool said "Cannot autolaunch D-Bus"'],
    ['darwin', 'security is not installed'],
  ] as const) {
    const problems: string[] = []
    const onProblem = (text: string): unknown => problems.push(text)
    const source = fromKeyring({ username: 'alice', platform, onProblem })
    assert.equal(await source(ASKED), undefined)
    assert.equal(await source({ ...ASKED, proxy: 'http://other.example:3128' }), undefined)
    assert.equal(problems.length, 1)
    assert.ok(problems[0]?.includes(problem), problems[0])
  }
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
