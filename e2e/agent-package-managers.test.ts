import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { makeCertificates } from './harness/certificates.ts'
import { missing } from './harness/missing.ts'
import { assertNoCredentials } from './harness/no-credentials.ts'
import { makeTarball, PACKAGE, serveRegistry } from './harness/npm-registry.ts'
import { startOrigin } from './harness/origin.ts'
import { PACKAGE_MANAGERS, type PackageManager } from './harness/package-managers.ts'
import { startPassage } from './harness/passage.ts'
import { type StartProxy, squid } from './harness/real-proxies.ts'
import { type Ran, run } from './harness/run-program.ts'
import { startSchemeProxy } from './harness/scheme-proxy.ts'
import { type Scope, scopeOf, wholeFile } from './harness/scope.ts'
import { ROOT } from './harness/start-proxy.ts'
import { tempDir } from './harness/temp-dir.ts'
import { ALICE, type Credentials, userinfo, WRONG } from './harness/users.ts'

// They know Basic at most. With the agent in NODE_OPTIONS they answer what the proxy asks, and not a
// line of them is changed.
const certificates = await makeCertificates(wholeFile)
const tarball = await makeTarball(await tempDir(wholeFile))
const register = pathToFileURL(join(ROOT, 'packages/agent/src/register.ts')).href

const proxies = await Promise.all([
  started('our own with Basic', async (scope) => (await startSchemeProxy(scope, 'basic')).port),
  started('Squid with Digest', squid('digest'), '/usr/sbin/squid'),
  started('Squid with NTLM', squid('ntlm'), '/usr/sbin/squid', '/usr/bin/ntlm_auth'),
])

/** As the error that the program prints, or, where the program keeps it for itself, as a warning. */
const SAYS_WHY = /CREDENTIALS_REJECTED(:|\] ProxyFault:) http:\/\/127\.0\.0\.1:\d+ answered 407: /

for (const manager of PACKAGE_MANAGERS) {
  for (const { name, port, skip, schemes } of proxies) {
    for (const scheme of schemes) {
      test(`${manager.name} installs from an ${scheme} registry through ${name}`, {
        skip: manager.skip || skip,
      }, async (t) => {
        const scope = scopeOf(t)
        const passage = await startPassage(scope, port)
        const { ran, dir, registry } = await install(scope, manager, scheme, passage.port, ALICE)
        assert.equal(ran.code, 0, ran.stderr + ran.stdout)
        assert.doesNotMatch(ran.stderr, /Warning|ProxyFault/)
        // Not all of them would ask a proxy by themselves: what they asked it for shows that they did.
        const origin = `127\\.0\\.0\\.1:${registry}`
        assert.match(
          passage.heard(),
          new RegExp(`^(CONNECT ${origin}|GET http://${origin}/.*tgz) `, 'm'),
        )
        const file = await readFile(join(dir, 'node_modules', PACKAGE.name, 'index.js'), 'utf8')
        assert.ok(file.includes(PACKAGE.text))
      })
    }
  }

  test(`${manager.name} says what the proxy said to a wrong password, which is sent once`, {
    skip: manager.skip,
  }, async (t) => {
    const scope = scopeOf(t)
    const proxy = await startSchemeProxy(scope, 'digest')
    const { ran } = await install(scope, manager, 'https', proxy.port, WRONG)
    assert.notEqual(ran.code, 0)
    const said = ran.stderr + ran.stdout
    assert.match(said, SAYS_WHY)
    assert.doesNotMatch(said, new RegExp(WRONG.password))
    const wrong = proxy.entries.filter(({ reason }) => reason === 'wrong-password')
    assert.equal(wrong.length, 1)
  })
}

// yarn 1 would try again for 12 s.
for (const manager of PACKAGE_MANAGERS.filter(({ name }) => name !== 'yarn 1')) {
  test(`without the agent, ${manager.name} does not pass a proxy that asks for Digest`, {
    skip: manager.skip,
  }, async (t) => {
    const scope = scopeOf(t)
    const { port, entries } = await startSchemeProxy(scope, 'digest')
    await install(scope, manager, 'https', port, ALICE, {})
    assert.deepEqual(
      entries.filter(({ user }) => user !== undefined),
      [],
    )
  })
}

/** One for all tests: Squid takes a second to start. */
async function started(name: string, start: StartProxy, ...programs: readonly string[]) {
  const skip = missing('openssl', ...programs)
  // Basic with plain http is what they know themselves.
  const schemes = name.includes('Basic') ? (['https'] as const) : (['https', 'http'] as const)
  return { name, skip, schemes, port: skip ? 0 : await start(wholeFile) }
}

async function install(
  scope: Scope,
  manager: PackageManager,
  scheme: 'http' | 'https',
  proxy: number,
  credentials: Credentials,
  how: Record<string, string> = { NODE_OPTIONS: `--import ${register}` },
): Promise<{ readonly ran: Ran; readonly dir: string; readonly registry: number }> {
  const tls = scheme === 'https' ? certificates : undefined
  const origin = await startOrigin(scope, serveRegistry(tarball), tls)
  const dir = await tempDir(scope)
  await writeFile(join(dir, 'package.json'), '{"name":"project","version":"1.0.0"}')
  await manager.settle(dir, origin.url)
  const address = `http://${userinfo(credentials)}127.0.0.1:${proxy}`
  // With this Node, and with settings of nobody.
  const ran = await run(process.execPath, [manager.program, ...manager.args], {
    cwd: dir,
    env: {
      HOME: dir,
      npm_config_globalconfig: '/nonexistent/npmrc',
      NODE_EXTRA_CA_CERTS: certificates.authority,
      http_proxy: address,
      https_proxy: address,
      ...how,
    },
    limitMs: 60_000,
  })
  assertNoCredentials(origin)
  return { ran, dir, registry: origin.port }
}
