import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { makeCertificates } from './harness/certificates.ts'
import { startOrigin } from './harness/origin.ts'
import { run } from './harness/run-program.ts'
import { startSchemeProxy } from './harness/scheme-proxy.ts'
import { scopeOf } from './harness/scope.ts'
import { ROOT } from './harness/start-proxy.ts'

// The programs of docs/agent.md, with other addresses and otherwise as they stand there.
const page = await readFile(join(ROOT, 'docs/agent.md'), 'utf8')
const programs = [...page.matchAll(/^```js run\n([\s\S]*?)^```$/gm)].map(([, text]) => text ?? '')

test('every program of the page is one that runs', () => {
  assert.equal(page.match(/^```js/gm)?.length, programs.length)
  assert.ok(programs.length >= 5)
})

for (const [index, program] of programs.entries()) {
  const title = /^import .*$/m.exec(program)?.[0] ?? ''
  test(`program ${index + 1} prints what the page says: ${title}`, async (t) => {
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
  })
}
