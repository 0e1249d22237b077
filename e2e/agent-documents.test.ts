import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { makeCertificates } from './harness/certificates.ts'
import { startOrigin } from './harness/origin.ts'
import { run } from './harness/run-program.ts'
import { startSchemeProxy } from './harness/scheme-proxy.ts'
import { scopeOf } from './harness/scope.ts'
import { ROOT } from './harness/start-proxy.ts'

// The programs of the pages about the agent, with other addresses and otherwise as they stand there.
const PAGES = ['agent.md', 'agent/credentials.md', 'agent/in-place-of-others.md', 'agent/pac.md']

for (const page of PAGES) {
  const text = await readFile(join(ROOT, 'docs', page), 'utf8')
  const programs = [...text.matchAll(/^```js run\n([\s\S]*?)^```$/gm)].map(
    ([, lines]) => lines ?? '',
  )

  test(`${page}: every program is one that runs`, () => {
    assert.ok(programs.length > 0)
    assert.equal(text.match(/^```js/gm)?.length, programs.length)
  })

  for (const [index, program] of programs.entries()) {
    test(`${page}: program ${index + 1} prints what the page says`, (t) => prints(t, program))
  }
}

test('no page about the agent with programs in it is left out', async () => {
  for (const name of await readdir(join(ROOT, 'docs/agent'))) {
    const text = await readFile(join(ROOT, 'docs/agent', name), 'utf8')
    assert.equal(/^```js/m.test(text), PAGES.includes(`agent/${name}`), name)
  }
})

async function prints(t: TestContext, program: string): Promise<void> {
  const scope = scopeOf(t)
  const certificates = await makeCertificates(scope)
  const proxy = await startSchemeProxy(scope, 'basic')
  const [plain, secure] = [
    await startOrigin(scope),
    await startOrigin(scope, undefined, certificates),
  ]
  const placed = program
    .replaceAll('proxy.example:3128', `127.0.0.1:${proxy.port}`)
    .replaceAll('https://origin.example/', `${secure.url}/`)
    .replaceAll('http://origin.example/', `${plain.url}/`)
  const ran = await run(process.execPath, ['--input-type=module', '-e', placed], {
    cwd: ROOT,
    env: { NODE_EXTRA_CA_CERTS: certificates.authority },
  })
  assert.equal(ran.code, 0, ran.stderr)
  const shown = [...program.matchAll(/^\/\/=> (.*)$/gm)].map(([, line]) => line ?? '')
  assert.ok(shown.length > 0)
  for (const line of shown) assert.ok(ran.stdout.includes(line), ran.stdout)
}
