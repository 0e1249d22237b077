import assert from 'node:assert/strict'
import { realpathSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { makeCertificates } from './harness/certificates.ts'
import { missing } from './harness/missing.ts'
import { assertNoCredentials } from './harness/no-credentials.ts'
import { makeTarball, PACKAGE, serveRegistry } from './harness/npm-registry.ts'
import { startOrigin } from './harness/origin.ts'
import { type Ran, run } from './harness/run-program.ts'
import { startSchemeProxy } from './harness/scheme-proxy.ts'
import { type Scope, scopeOf, wholeFile } from './harness/scope.ts'
import { ROOT } from './harness/start-proxy.ts'
import { tempDir } from './harness/temp-dir.ts'
import { ALICE, type Credentials, userinfo, WRONG } from './harness/users.ts'

// npm knows Basic only. With the agent in NODE_OPTIONS it answers Digest, and not a line of it is changed.
const skip = missing('npm', 'tar', 'openssl')
const certificates = await makeCertificates(wholeFile)
const tarball = await makeTarball(await tempDir(wholeFile))

for (const scheme of ['http', 'https'] as const) {
  test(`npm install from an ${scheme} registry passes a proxy that asks for Digest`, {
    skip,
  }, async (t) => {
    const { ran, dir, proxy } = await npm(scopeOf(t), scheme, ALICE, 'with the agent')
    assert.equal(ran.code, 0, ran.stderr)
    const file = await readFile(join(dir, 'node_modules', PACKAGE.name, 'index.js'), 'utf8')
    assert.ok(file.includes(PACKAGE.text))
    assert.ok(proxy.entries.some(({ user }) => user === ALICE.user))
  })
}

test('without the agent the same command fails', { skip }, async (t) => {
  const { ran } = await npm(scopeOf(t), 'https', ALICE, 'alone')
  assert.notEqual(ran.code, 0)
})

test('npm says what the proxy said to a wrong password, which is sent once', {
  skip,
}, async (t) => {
  const { ran, proxy } = await npm(scopeOf(t), 'https', WRONG, 'with the agent')
  assert.notEqual(ran.code, 0)
  assert.match(ran.stderr, /CREDENTIALS_REJECTED: http:\/\/127\.0\.0\.1:\d+ answered 407/)
  assert.doesNotMatch(ran.stderr + ran.stdout, new RegExp(WRONG.password))
  const wrong = proxy.entries.filter(({ reason }) => reason === 'wrong-password')
  assert.equal(wrong.length, 1)
})

async function npm(
  scope: Scope,
  scheme: 'http' | 'https',
  credentials: Credentials,
  how: 'with the agent' | 'alone',
) {
  const proxy = await startSchemeProxy(scope, 'digest')
  const origin = await startOrigin(
    scope,
    serveRegistry(tarball),
    scheme === 'https' ? certificates : undefined,
  )
  const dir = await tempDir(scope)
  await writeFile(join(dir, 'package.json'), '{"name":"project","version":"1.0.0"}')
  const settings = [
    `registry=${origin.url}/`,
    `cafile=${certificates.authority}`,
    `cache=${join(dir, 'cache')}`,
    ...['fetch-retries=0', 'audit=false', 'fund=false', 'update-notifier=false'],
  ]
  await writeFile(join(dir, '.npmrc'), settings.join('\n'))
  const address = `http://${userinfo(credentials)}127.0.0.1:${proxy.port}`
  const register = pathToFileURL(join(ROOT, 'packages/agent/src/register.ts')).href
  const env = {
    HOME: dir,
    npm_config_globalconfig: '/nonexistent/npmrc',
    http_proxy: address,
    https_proxy: address,
    ...(how === 'with the agent' && { NODE_OPTIONS: `--import ${register}` }),
  }
  // The system's npm, with this Node.
  const ran: Ran = await run(process.execPath, [programOf('npm'), 'install', PACKAGE.name], {
    cwd: dir,
    env,
  })
  assertNoCredentials(origin)
  return { ran, dir, proxy }
}

function programOf(name: string): string {
  for (const dir of (process.env['PATH'] ?? '').split(delimiter)) {
    try {
      return realpathSync(join(dir, name))
    } catch {}
  }
  throw new Error(`${name} is not on the PATH`)
}
