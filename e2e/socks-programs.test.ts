import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { CHROMIUM, openProfile, startBrowser } from './harness/browser.ts'
import { makeCertificates } from './harness/certificates.ts'
import { missing } from './harness/missing.ts'
import { assertNoCredentials } from './harness/no-credentials.ts'
import { makeTarball, PACKAGE, serveRegistry } from './harness/npm-registry.ts'
import { startOrigin } from './harness/origin.ts'
import { PACKAGE_MANAGERS } from './harness/package-managers.ts'
import { startPassage } from './harness/passage.ts'
import { run } from './harness/run-program.ts'
import { type Scope, scopeOf, wholeFile } from './harness/scope.ts'
import { serveSite } from './harness/site.ts'
import { MICROSOCKS_MISSING, startMicrosocks } from './harness/socks-peers.ts'
import { ROOT, startListening } from './harness/start-proxy.ts'
import { passwordFile } from './harness/start-relay.ts'
import { tempDir } from './harness/temp-dir.ts'
import { MAX, userinfo } from './harness/users.ts'

// Programs that know no SOCKS, or no password for it, by a name that nobody here looks up for them.

const certificates = await makeCertificates(wholeFile)
const tarball = await makeTarball(await tempDir(wholeFile))
const REGISTER = pathToFileURL(join(ROOT, 'packages/agent/src/register.ts')).href

for (const { name, skip, program, args, settle } of PACKAGE_MANAGERS) {
  // Only the agent reads ALL_PROXY. pnpm brings an undici of its own, and SOCKS for what it knows.
  const variable = name === 'pnpm' ? 'https_proxy' : 'ALL_PROXY'

  test(`${name} installs through SOCKS with a login, by ${variable} and with the agent`, {
    skip: skip || MICROSOCKS_MISSING,
  }, async (t) => {
    const scope = scopeOf(t)
    const passage = await startPassage(scope, (await startMicrosocks(scope, MAX)).port)
    const origin = await startOrigin(scope, serveRegistry(tarball), certificates)
    const dir = await tempDir(scope)
    await writeFile(join(dir, 'package.json'), '{"name":"project","version":"1.0.0"}')
    await settle(dir, origin.url)
    const ran = await run(process.execPath, [program, ...args], {
      cwd: dir,
      env: {
        HOME: dir,
        npm_config_globalconfig: '/nonexistent/npmrc',
        NODE_EXTRA_CA_CERTS: certificates.authority,
        [variable]: `socks5h://${userinfo(MAX)}127.0.0.1:${passage.port}`,
        NODE_OPTIONS: `--import ${REGISTER}`,
      },
      limitMs: 60_000,
    })
    assert.equal(ran.code, 0, ran.stderr + ran.stdout)
    const file = await readFile(join(dir, 'node_modules', PACKAGE.name, 'index.js'), 'utf8')
    assert.ok(file.includes(PACKAGE.text))
    assert.ok(passage.heard().includes(`${asksFor(origin.port)}\x16\x03`))
    assertNoCredentials(origin)
  })
}

test('Chromium loads a page through SOCKS with a login, behind the relay', {
  skip: missing(CHROMIUM, 'openssl') || MICROSOCKS_MISSING,
}, async (t) => {
  const scope = scopeOf(t)
  const passage = await startPassage(scope, (await startMicrosocks(scope, MAX)).port)
  const relay = await relayTo(scope, passage.port)
  const browser = await startBrowser(scope)
  for (const tls of [undefined, certificates]) {
    const origin = await startOrigin(scope, serveSite, tls)
    const page = await (await openProfile(scope, browser, { proxy: relay.url })).newPage()
    await page.goto(origin.url.replace('127.0.0.1', 'localhost'))
    await page.getByRole('heading', { name: 'all arrived' }).waitFor()
    assert.ok(passage.heard().includes(`\x03\x09localhost${portOctets(origin.port)}`))
    assertNoCredentials(origin)
  }
})

async function relayTo(scope: Scope, port: number) {
  const file = await passwordFile(scope, MAX.password)
  const login = ['--user', MAX.user, '--password-file', file]
  const to = ['--to', `socks5://127.0.0.1:${port}`, '--no-proxy', '']
  return await startListening(scope, ['relay', ...to, ...login], await tempDir(scope))
}

/** CONNECT of RFC 1928 for 127.0.0.1. */
function asksFor(port: number): string {
  return `\x05\x01\x00\x01\x7f\x00\x00\x01${portOctets(port)}`
}

function portOctets(port: number): string {
  return String.fromCharCode(port >> 8, port & 0xff)
}
