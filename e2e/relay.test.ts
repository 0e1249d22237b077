import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import type { RequestListener } from 'node:http'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { closedPort } from './harness/closed-port.ts'
import { startDigestProxy } from './harness/digest-proxy.ts'
import { ISOLATED, makeRepository, serveGit } from './harness/git-origin.ts'
import { missing } from './harness/missing.ts'
import {
  assertNoCredentials,
  assertNothingKept,
  assertNothingPrinted,
} from './harness/no-credentials.ts'
import { makeTarball, PACKAGE, serveRegistry } from './harness/npm-registry.ts'
import { startOrigin } from './harness/origin.ts'
import { findPython } from './harness/python.ts'
import { squid } from './harness/real-proxies.ts'
import { type Ran, run } from './harness/run-program.ts'
import { type Scope, scopeOf, wholeFile } from './harness/scope.ts'
import { hopwise, type StartedProxy } from './harness/start-proxy.ts'
import { passwordFile, startRelay } from './harness/start-relay.ts'
import { startSurroundings } from './harness/surroundings.ts'
import { tempDir } from './harness/temp-dir.ts'
import { ALICE, WRONG } from './harness/users.ts'

const { proxy, certificates } = await startSurroundings()
const python = await findPython('ssl')
const repositories = await tempDir(wholeFile)
if (!missing('git')) await makeRepository(repositories)
const tarball = await makeTarball(await tempDir(wholeFile))
const classes = await tempDir(wholeFile)
if (!missing('javac')) await compile()

/** Proxies that ask for alice's password, and the relay before each. */
const PARENTS: readonly {
  readonly name: string
  readonly skip: string | false
  readonly start: (scope: Scope) => Promise<number>
}[] = [
  { name: 'Basic', skip: missing('openssl'), start: async () => proxy.port },
  {
    name: 'Digest',
    skip: missing('openssl'),
    start: async (scope) => (await startDigestProxy(scope)).port,
  },
  {
    name: 'Squid',
    skip: missing('openssl', '/usr/sbin/squid', '/usr/lib/squid/basic_ncsa_auth'),
    start: squid('basic'),
  },
  {
    // What most people need a relay for: none of the programs speaks it with every proxy.
    name: 'Squid with NTLM',
    skip: missing('openssl', '/usr/sbin/squid', 'ntlm_auth'),
    start: squid('ntlm'),
  },
]

/** A program that is told where the relay is, and nothing of a password. */
interface Tool {
  readonly name: string
  readonly skip: string | false
  readonly origin: 'http' | 'https'
  readonly answer?: RequestListener
  /** What it prints, or leaves in the directory, when it has got what it asked for. */
  readonly got: RegExp
  fetch(url: string, relay: StartedProxy, dir: string): Promise<Ran>
}

const HELLO = /^hello from the origin$/m
const OF_CURL = ['--silent', '--show-error', '--cacert', certificates.authority]

const TOOLS: readonly Tool[] = [
  ...(['http', 'https'] as const).map((origin) => ({
    name: `curl ${origin}`,
    skip: missing('curl'),
    origin,
    got: HELLO,
    fetch: (url: string, relay: StartedProxy) => run('curl', [...OF_CURL, url], environment(relay)),
  })),
  ...(['http', 'https'] as const).map((origin) => ({
    name: `wget ${origin}`,
    skip: missing('wget'),
    origin,
    got: HELLO,
    fetch(url: string, relay: StartedProxy) {
      const fixed = ['--no-config', '--no-hsts', '--tries=1', '-O', '-']
      const trust = `--ca-certificate=${certificates.authority}`
      return run('wget', [...fixed, trust, url], environment(relay))
    },
  })),
  ...(['http', 'https'] as const).map((origin) => ({
    name: `git clone ${origin}`,
    skip: missing('git'),
    origin,
    answer: serveGit(repositories),
    got: /Cloning into/,
    fetch(url: string, relay: StartedProxy, dir: string) {
      const trust = ['-c', `http.sslCAInfo=${certificates.authority}`]
      const { env } = environment(relay)
      const args = [...trust, 'clone', `${url}project.git`, join(dir, 'clone')]
      return run('git', args, { env: { ...ISOLATED, ...env } })
    },
  })),
  {
    name: 'npm install',
    skip: missing('npm'),
    origin: 'https',
    answer: serveRegistry(tarball),
    got: /added 1 package/,
    fetch: npmInstall,
  },
  {
    name: 'urllib',
    skip: python.skip,
    origin: 'https',
    got: HELLO,
    fetch(url, { url: address }) {
      const program = fileURLToPath(new URL('programs/fetch_with_urllib.py', import.meta.url))
      const env = { SSL_CERT_FILE: certificates.authority }
      return run(python.executable, [program, url, address], { env })
    },
  },
  ...['FetchWithHttpClient', 'FetchWithUrlConnection'].map((program) => ({
    // Its sockets are IPv6 ones, whatever they connect to.
    name: `Java ${program}`,
    skip: missing('java', 'javac'),
    origin: 'http' as const,
    got: /^200 hello from the origin$/m,
    fetch: (url: string, { port }: StartedProxy) =>
      run('java', ['-XX:TieredStopAtLevel=1', '-Xmx128m', '-cp', classes, program, url, `${port}`]),
  })),
]

// All before the first test: what belongs to the file ends when the tests that there are have ended.
const relays = await Promise.all(
  PARENTS.map(async ({ skip, start }) =>
    skip ? undefined : await startRelay(wholeFile, await start(wholeFile)),
  ),
)

for (const [at, parent] of PARENTS.entries()) {
  const relay = relays[at]
  for (const tool of TOOLS) {
    const skip = parent.skip || tool.skip
    test(`${parent.name}: ${tool.name} gets through without a password`, { skip }, async (t) => {
      assert.ok(relay)
      const scope = scopeOf(t)
      const tls = tool.origin === 'https' ? certificates : undefined
      const origin = await startOrigin(scope, tool.answer, tls)
      const ran = await tool.fetch(`${origin.url}/`, relay, await tempDir(scope))
      assert.equal(ran.code, 0, `${ran.stdout}\n${ran.stderr}`)
      assert.match(`${ran.stdout}${ran.stderr}`, tool.got)
      const [entry] = await relay.exchanges.count(origin.port, 1)
      assert.equal(entry?.route, 'parent')
      assertNoCredentials(origin)
      assertNothingPrinted(relay)
    })
  }
}

const skipCurl = missing('curl', 'openssl')

test('a wrong password is sent once, and each client is told whose 407 it was', {
  skip: skipCurl,
}, async (t) => {
  const scope = scopeOf(t)
  const before = proxy.exchanges.all().length
  const relay = await startRelay(scope, proxy.port, WRONG)
  const origin = await startOrigin(scope)
  const https = await startOrigin(scope, undefined, certificates)
  for (const url of [origin.url, origin.url, https.url]) {
    const ran = await run('curl', [...OF_CURL, '--include', url], environment(relay))
    assert.match(`${ran.stdout}${ran.stderr}`, /502/)
  }
  const [first] = await relay.exchanges.count(origin.port, 2)
  assert.equal(first?.fault, 'PARENT_CREDENTIALS_REJECTED')
  assert.match(
    first?.detail ?? '',
    new RegExp(`407 of the parent proxy http://127.0.0.1:${proxy.port}`),
  )
  await relay.stderr.until(/^asked once: 407 of the parent proxy .*Nothing is sent again/m)
  const refused = await proxy.exchanges.until('refusal', () => {
    const seen = proxy.exchanges.all().slice(before)
    const found = seen.filter(({ fault }) => fault === 'CREDENTIALS_REJECTED')
    return found.length > 0 ? found : undefined
  })
  assert.equal(refused.length, 1, 'one refused password is not sent twice')
  assert.equal(origin.received(), '')
  await assertNothingKept(relay, WRONG)
})

test('a parent that cannot be reached is named as what is wrong', { skip: skipCurl }, async (t) => {
  const relay = await startRelay(scopeOf(t), await closedPort())
  const ran = await run('curl', [...OF_CURL, 'http://a.test/'], environment(relay))
  assert.match(ran.stdout, /PARENT_UNREACHABLE/)
})

const asNobody = ['--reuid=65534', '--regid=65534', '--clear-groups']
const isRoot = process.getuid?.() === 0
const skipNobody =
  missing('curl', 'setpriv', 'openssl') || (!isRoot && 'only root can be somebody else')

test('another user of the machine is refused, unless all are let in', {
  skip: skipNobody,
}, async (t) => {
  const scope = scopeOf(t)
  const origin = await startOrigin(scope)
  const fetch = (relay: StartedProxy): Promise<Ran> => {
    const curl = ['curl', '--silent', '--include', '--proxy', relay.url, origin.url]
    return run('setpriv', [...asNobody, ...curl], { cwd: '/' })
  }
  const own = await startRelay(scope, proxy.port)
  const refused = await fetch(own)
  assert.match(refused.stdout, /^HTTP\/1\.1 403 /)
  assert.match(refused.stdout, /ADDRESS_FORBIDDEN/)
  assert.match(refused.stdout, /relay is for another user/)
  const [entry] = await own.exchanges.count(origin.port, 1)
  assert.equal(entry?.fault, 'ADDRESS_FORBIDDEN')
  assert.match(entry?.detail ?? '', /another user of this machine, uid 65534/)
  assert.equal(origin.received(), '')
  await own.stderr.until(/other users of this machine get 403/)
  const page = await run('setpriv', [...asNobody, 'curl', '--silent', own.url], { cwd: '/' })
  assert.match(page.stdout, /ADDRESS_FORBIDDEN/)
  assert.ok(!page.stdout.includes(String(proxy.port)), page.stdout)
  const open = await startRelay(scope, proxy.port, ALICE, '--any-user')
  assert.match((await fetch(open)).stdout, /hello from the origin/)
  await open.stderr.until(/every user of this machine/)
})

test('who asks and goes away at once is not taken for root', { skip: skipNobody }, async (t) => {
  const scope = scopeOf(t)
  const origin = await startOrigin(scope)
  const relay = await startRelay(scope, proxy.port)
  const request = `GET ${origin.url}/ HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n`
  const script = `exec 3<>/dev/tcp/127.0.0.1/${relay.port}; printf '${request}' >&3`
  for (let times = 0; times < 5; times++) {
    const ran = await run('setpriv', [...asNobody, 'bash', '-c', script], { cwd: '/' })
    assert.equal(ran.code, 0, ran.stderr)
  }
  await relay.exchanges.count(origin.port, 5)
  assert.equal(origin.received(), '')
})

for (const [what, password, code, says] of [
  ['the right password', ALICE.password, 0, /works: the credentials are accepted/],
  ['a wrong password', WRONG.password, 1, /fails: it refuses the credentials/],
] as const) {
  test(`--test with ${what} shows both rounds`, { skip: missing('openssl') }, async (t) => {
    const scope = scopeOf(t)
    const origin = await startOrigin(scope)
    const ran = await testRelay(scope, proxy.port, password, origin.url)
    assert.equal(ran.code, code, ran.stderr)
    assert.match(ran.stdout, says)
    assert.match(ran.stdout, /^round 1\n {2}sent +no credentials\n {2}answered +407 /m)
    assert.match(ran.stdout, /offered +basic realm="Hopwise test" charset="UTF-8"/)
    assert.match(ran.stdout, /^round 2\n {2}sent +basic, \d+ characters$/m)
    assert.ok(!ran.stdout.includes(Buffer.from(`alice:${password}`).toString('base64')))
  })
}

test('--test of a parent that is not there says so', async (t) => {
  const port = await closedPort()
  const ran = await testRelay(scopeOf(t), port, ALICE.password, 'https://example.com/')
  assert.equal(ran.code, 1)
  assert.match(ran.stdout, /^fails: http:\/\/127\.0\.0\.1:\d+ refuses connections/m)
})

test('--test --json gives programs the same', { skip: missing('openssl') }, async (t) => {
  const scope = scopeOf(t)
  const digest = await startDigestProxy(scope, { schemes: ['digest', 'basic'] })
  const origin = await startOrigin(scope)
  const ran = await testRelay(scope, digest.port, ALICE.password, origin.url, '--json')
  assert.equal(ran.code, 0, ran.stderr)
  const [{ works, rounds }] = JSON.parse(ran.stdout) as [
    { works: boolean; rounds: { chosen: string | null; notChosen: { scheme: string }[] }[] },
  ]
  assert.equal(works, true)
  assert.equal(rounds[0]?.chosen, 'digest')
  assert.ok(rounds[0]?.notChosen.some(({ scheme }) => scheme === 'basic'))
})

async function testRelay(
  scope: Scope,
  port: number,
  password: string,
  url: string,
  ...more: readonly string[]
): Promise<Ran> {
  const login = ['--user', ALICE.user, '--password-file', await passwordFile(scope, password)]
  const to = ['relay', '--to', `http://127.0.0.1:${port}`, ...login]
  const [file, args] = hopwise(...to, '--test', url, ...more)
  return await run(file, args)
}

/** What a relay says to put into a shell, but for `no_proxy`, which would keep loopback from it. */
function environment({ url }: StartedProxy): { env: Record<string, string> } {
  return { env: { http_proxy: url, https_proxy: url } }
}

async function npmInstall(url: string, relay: StartedProxy, dir: string): Promise<Ran> {
  await writeFile(join(dir, 'package.json'), '{"name":"project","version":"1.0.0"}')
  const settings = [
    ...[`registry=${url}`, `https-proxy=${relay.url}`, `cafile=${certificates.authority}`],
    ...[`cache=${join(dir, 'cache')}`, 'fetch-retries=0', 'audit=false', 'fund=false'],
    'update-notifier=false',
  ]
  await writeFile(join(dir, '.npmrc'), settings.join('\n'))
  const env = { HOME: dir, npm_config_globalconfig: '/nonexistent/npmrc' }
  const ran = await run('npm', ['install', PACKAGE.name], { cwd: dir, env })
  const installed = join(dir, 'node_modules', PACKAGE.name, 'index.js')
  if (ran.code === 0) assert.ok((await readFile(installed, 'utf8')).includes(PACKAGE.text))
  return ran
}

async function compile(): Promise<void> {
  const programs = ['FetchWithHttpClient', 'FetchWithUrlConnection'].map((name) =>
    fileURLToPath(new URL(`programs/${name}.java`, import.meta.url)),
  )
  const ran = await run('javac', ['-d', classes, ...programs], { limitMs: 60_000 })
  assert.equal(ran.code, 0, ran.stderr)
}
