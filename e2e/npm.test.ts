import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { assertJournal, CHALLENGED, REJECTED, relayed, tunnelled } from './harness/client-cases.ts'
import { missing } from './harness/missing.ts'
import { assertNoCredentials } from './harness/no-credentials.ts'
import { makeTarball, PACKAGE, serveRegistry } from './harness/npm-registry.ts'
import { type Origin, startOrigin } from './harness/origin.ts'
import { type Ran, run } from './harness/run-program.ts'
import { type Scope, scopeOf, wholeFile } from './harness/scope.ts'
import { startSurroundings } from './harness/surroundings.ts'
import { tempDir } from './harness/temp-dir.ts'
import { ALICE, type Credentials, userinfo, WRONG, ZOE } from './harness/users.ts'

const skip = missing('npm', 'tar', 'openssl')
const { proxy, certificates } = await startSurroundings()
const tarball = await makeTarball(await tempDir(wholeFile))

test('npm view without credentials reports E407', { skip }, async (t) => {
  const { origin, ran } = await npm(scopeOf(t), 'http', undefined, ['view', PACKAGE.name])
  assert.match(ran.stderr, /E407|407 Proxy Authentication Required/)
  assert.equal(ran.code, 1)
  await assertJournal(proxy, origin.port, [CHALLENGED])
})

test('npm view with a wrong password reports the 407 and is refused once', { skip }, async (t) => {
  const { origin, ran } = await npm(scopeOf(t), 'http', WRONG, ['view', PACKAGE.name])
  assert.match(ran.stderr, /407/)
  assert.equal(ran.code, 1)
  await assertJournal(proxy, origin.port, [REJECTED])
})

test('npm view sends a password with delimiters and UTF-8', { skip }, async (t) => {
  const { origin, ran } = await npm(scopeOf(t), 'http', ZOE, ['view', PACKAGE.name, 'version'])
  assert.equal(ran.stdout.trim(), PACKAGE.version, ran.stderr)
  await assertJournal(proxy, origin.port, [relayed(ZOE)])
})

test('npm install from an http registry gets document and tarball', { skip }, async (t) => {
  const { origin, ran, dir } = await npm(scopeOf(t), 'http', ALICE, ['install', PACKAGE.name])
  assert.equal(ran.code, 0, ran.stderr)
  await assertInstalled(dir)
  await assertJournal(proxy, origin.port, [relayed(), relayed()])
})

test('npm install from an https registry goes through tunnels', { skip }, async (t) => {
  const { origin, ran, dir } = await npm(scopeOf(t), 'https', ALICE, ['install', PACKAGE.name])
  assert.equal(ran.code, 0, ran.stderr)
  await assertInstalled(dir)
  const entries = await proxy.exchanges.count(origin.port, 1)
  await assertJournal(proxy, origin.port, Array(entries.length).fill(tunnelled()))
})

test('npm view from an https registry without credentials fails at CONNECT', {
  skip,
}, async (t) => {
  const { origin, ran } = await npm(scopeOf(t), 'https', undefined, ['view', PACKAGE.name])
  assert.match(ran.stderr, /407|tunnel/i)
  assert.equal(ran.code, 1)
  await assertJournal(proxy, origin.port, [CHALLENGED])
})

/** npm in a project directory of its own, without settings of the machine, told of the registry and the proxy. */
async function npm(
  scope: Scope,
  scheme: 'http' | 'https',
  credentials: Credentials | undefined,
  args: readonly string[],
): Promise<{ origin: Origin; ran: Ran; dir: string }> {
  const tls = scheme === 'https' ? certificates : undefined
  const origin = await startOrigin(scope, serveRegistry(tarball), tls)
  const dir = await tempDir(scope)
  const address = `http://${credentials ? userinfo(credentials) : ''}${proxy.authority}`
  await writeFile(join(dir, 'package.json'), '{"name":"project","version":"1.0.0"}')
  await writeFile(
    join(dir, '.npmrc'),
    [
      `registry=${origin.url}/`,
      `proxy=${address}`,
      `https-proxy=${address}`,
      `cafile=${certificates.authority}`,
      `cache=${join(dir, 'cache')}`,
      'fetch-retries=0',
      'audit=false',
      'fund=false',
      'update-notifier=false',
    ].join('\n'),
  )
  const nowhere = { npm_config_globalconfig: '/nonexistent/npmrc' }
  const ran = await run('npm', args, { cwd: dir, env: { HOME: dir, ...nowhere } })
  assertNoCredentials(origin)
  return { origin, ran, dir }
}

async function assertInstalled(dir: string): Promise<void> {
  const file = await readFile(join(dir, 'node_modules', PACKAGE.name, 'index.js'), 'utf8')
  assert.ok(file.includes(PACKAGE.text))
}
