import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { createDispatcher, createHttpAgents, ProxyFault } from '@hopwise/agent'
import { makeCertificates } from './harness/certificates.ts'
import { startConfigured } from './harness/configured-proxy.ts'
import { getByAgents } from './harness/get-by-agents.ts'
import { missing } from './harness/missing.ts'
import { assertNoCredentials } from './harness/no-credentials.ts'
import { HELLO, type Origin, sayHello, startOrigin } from './harness/origin.ts'
import type { Peer } from './harness/parent-peers.ts'
import { type Passage, startPassage } from './harness/passage.ts'
import { run } from './harness/run-program.ts'
import { type Scope, scopeOf, wholeFile } from './harness/scope.ts'
import {
  DANTE_LOGIN_MISSING,
  DANTE_MISSING,
  MICROSOCKS_MISSING,
  startDante,
  startMicrosocks,
} from './harness/socks-peers.ts'
import { ROOT, startListening } from './harness/start-proxy.ts'
import { passwordFile } from './harness/start-relay.ts'
import { tempDir } from './harness/temp-dir.ts'
import { ALICE, type Credentials, MAX, userinfo } from './harness/users.ts'

// SOCKS servers that nobody here wrote: the agent, the proxy and the relay get through them, as curl does.

const certificates = await makeCertificates(wholeFile)
const ca = certificates.authorityText
const curl = missing('curl', 'openssl')

interface Server {
  readonly name: string
  readonly login?: Credentials
  readonly skip: string | false
  start(scope: Scope): Promise<Peer>
}

const SERVERS: readonly Server[] = [
  {
    name: 'microsocks',
    skip: curl || MICROSOCKS_MISSING,
    start: (scope) => startMicrosocks(scope),
  },
  {
    name: 'microsocks with a login',
    login: MAX,
    skip: curl || MICROSOCKS_MISSING,
    start: (scope) => startMicrosocks(scope, MAX),
  },
  { name: 'Dante', skip: curl || DANTE_MISSING, start: (scope) => startDante(scope) },
  {
    name: 'Dante with a login',
    login: ALICE,
    skip: curl || DANTE_LOGIN_MISSING,
    start: (scope) => startDante(scope, ALICE),
  },
]

for (const { name, skip, start, login } of SERVERS) {
  const credentials = login ? userinfo(login) : ''

  test(`${name}: curl gets through, and so do fetch, node:http and a program that was not changed`, {
    skip,
  }, async (t) => {
    const scope = scopeOf(t)
    const { port, heard } = await startPassage(scope, (await start(scope)).port)
    const { urls, origins } = await startOrigins(scope)
    const proxy = `socks5h://${credentials}127.0.0.1:${port}`
    const dispatcher = createDispatcher({ proxy, tls: { ca } })
    scope.after(() => dispatcher.destroy())
    const agents = createHttpAgents({ proxy, agent: { ca } })
    scope.after(() => agents.http.destroy())
    scope.after(() => agents.https.destroy())
    for (const url of urls) {
      assert.equal(await curled(url, '--socks5-hostname', `${credentials}127.0.0.1:${port}`), HELLO)
      assert.equal(await (await fetch(url, { dispatcher } as object)).text(), HELLO, url)
      assert.equal(await getByAgents(url, agents), HELLO, url)
      const env = { ALL_PROXY: proxy, NODE_EXTRA_CA_CERTS: certificates.authority }
      const ran = await run(process.execPath, ['--import', REGISTER, FETCH, url], { env })
      assert.equal(ran.stdout, `200 ${HELLO}`, ran.stderr)
    }
    origins.forEach(assertNoCredentials)
    assertNamesGo(heard())
  })

  test(`${name}: as a parent of hopwise.yaml`, { skip }, async (t) => {
    const scope = scopeOf(t)
    const { port, heard } = await startPassage(scope, (await start(scope)).port)
    const { urls, origins } = await startOrigins(scope)
    const known = login ? `username: ${login.user}, password: { file: password }` : ''
    const proxy = await startConfigured(
      scope,
      `${HEAD}parents: { corp: { url: 'socks5://127.0.0.1:${port}', ${known} } }\n`,
      { password: `${login?.password}\n` },
    )
    await throughProxy(urls, proxy.ports[0] ?? 0)
    origins.forEach(assertNoCredentials)
    assertNamesGo(heard())
  })

  test(`${name}: behind hopwise relay`, { skip }, async (t) => {
    const scope = scopeOf(t)
    const { port, heard } = await startPassage(scope, (await start(scope)).port)
    const { urls, origins } = await startOrigins(scope)
    const to = ['--to', `socks5://127.0.0.1:${port}`, '--no-proxy', '']
    const file = login && (await passwordFile(scope, login.password))
    const known = login && file ? ['--user', login.user, '--password-file', file] : []
    const dir = await tempDir(scope)
    const relay = await startListening(scope, ['relay', ...to, ...known], dir)
    await throughProxy(urls, relay.port)
    origins.forEach(assertNoCredentials)
    assertNamesGo(heard())
  })
}

for (const { name, skip, start, login } of SERVERS.filter((server) => server.login)) {
  const wrong = { user: login?.user ?? '', password: 'looking-glass' }

  test(`${name}: a wrong password is refused, said so, and sent once`, { skip }, async (t) => {
    const scope = scopeOf(t)
    const passage = await startPassage(scope, (await start(scope)).port)
    const { urls } = await startOrigins(scope)
    const proxy = `socks5://${userinfo(wrong)}127.0.0.1:${passage.port}`
    const dispatcher = createDispatcher({ proxy, tls: { ca } })
    scope.after(() => dispatcher.destroy())
    for (const url of urls.slice(0, 3)) {
      const asking = fetch(url, { dispatcher } as object)
      const fault = await asking.catch((error: Error) => error.cause)
      assert.ok(fault instanceof ProxyFault, String(fault))
      assert.equal(fault.code, 'CREDENTIALS_REJECTED')
      assert.doesNotMatch(fault.message, /looking-glass/)
    }
    assert.equal(timesHeard(passage, wrong.password), 1)
  })

  test(`${name}: the proxy's wrong password is 502 that says whose, and sent once`, {
    skip,
  }, async (t) => {
    const scope = scopeOf(t)
    const passage = await startPassage(scope, (await start(scope)).port)
    const { urls } = await startOrigins(scope)
    const proxy = await startConfigured(
      scope,
      `${HEAD}parents:
  corp:
    url: socks5://127.0.0.1:${passage.port}
    username: ${wrong.user}
    password: { file: password }
`,
      { password: `${wrong.password}\n` },
    )
    for (const url of urls.filter((one) => one.startsWith('http:'))) {
      const ran = await run('curl', [...QUIET, '-x', `http://127.0.0.1:${proxy.ports[0]}`, url])
      assert.match(ran.stdout, /PARENT_CREDENTIALS_REJECTED/)
    }
    assert.equal(timesHeard(passage, wrong.password), 1)
  })
}

test('what a server cannot reach, and one that wants a login that is not there, are said', {
  skip: MICROSOCKS_MISSING,
}, async (t) => {
  const scope = scopeOf(t)
  const open = await startMicrosocks(scope)
  const wanting = await startMicrosocks(scope, ALICE)
  for (const [port, code, says] of [
    [open.port, 'TUNNEL_REFUSED', /does not connect to 127\.0\.0\.1:2: connection refused/],
    [wanting.port, 'CHALLENGE_UNANSWERABLE', /there is no user name and password to send/],
  ] as const) {
    const dispatcher = createDispatcher({ proxy: `socks5://127.0.0.1:${port}` })
    scope.after(() => dispatcher.destroy())
    const asking = fetch('http://127.0.0.1:2/', { dispatcher } as object)
    const fault = await asking.catch((error: Error) => error.cause)
    assert.ok(fault instanceof ProxyFault, String(fault))
    assert.equal(fault.code, code)
    assert.match(fault.detail, says)
  }
})

async function startOrigins(
  scope: Scope,
): Promise<{ readonly urls: readonly string[]; readonly origins: readonly Origin[] }> {
  const [plain, secure] = [
    await startOrigin(scope),
    await startOrigin(scope, undefined, certificates),
  ]
  const six = createServer(sayHello)
  await new Promise<void>((resolve) => six.listen(0, '::1', resolve))
  scope.after(() => {
    six.closeAllConnections()
    six.close()
  })
  const urls = [
    plain.url,
    secure.url,
    `http://localhost:${plain.port}`,
    `https://localhost:${secure.port}`,
    `http://[::1]:${(six.address() as AddressInfo).port}`,
  ]
  return { urls: urls.map((url) => `${url}/`), origins: [plain, secure] }
}

/** A page, a page by a tunnel, and content that nobody can hold. */
async function throughProxy(urls: readonly string[], port: number): Promise<void> {
  const proxy = ['--proxy', `http://127.0.0.1:${port}`]
  const body = 'x'.repeat(100_000)
  for (const url of urls) {
    assert.equal(await curled(url, ...proxy), HELLO)
    assert.equal(await curled(url, ...proxy, '--proxytunnel'), HELLO)
    const chunked = ['-H', 'Transfer-Encoding: chunked', '--data-binary', body]
    assert.equal(await curled(url, ...proxy, ...chunked), HELLO)
  }
}

async function curled(url: string, ...args: readonly string[]): Promise<string> {
  const ran = await run('curl', [...QUIET, '--cacert', certificates.authority, ...args, url])
  assert.equal(ran.code, 0, `${url} ${args.join(' ').slice(0, 200)}: ${ran.stderr}`)
  return ran.stdout
}

/** RFC 1928 §5: names as names (3), addresses as addresses (1, 4), whoever asks. */
function assertNamesGo(heard: string): void {
  for (const [type, address] of [
    ['\x03', '\x09localhost'],
    ['\x01', '\x7f\x00\x00\x01'],
    ['\x04', `${'\x00'.repeat(15)}\x01`],
  ]) {
    const asks = `\x05\x01\x00${type}${address}`
    assert.ok(heard.includes(asks), JSON.stringify(asks))
  }
}

function timesHeard(passage: Passage, password: string): number {
  return passage.heard().split(password).length - 1
}

const QUIET = ['-q', '-sS', '--max-time', '20']
const HEAD = `data: data
listeners: [{ listen: "127.0.0.1:0" }]
egress: { allowPrivate: true }
authentication: { default: { schemes: [], addresses: [{ clients: [127.0.0.1], user: local }] } }
routes: [{ via: corp }]
`
const REGISTER = pathToFileURL(join(ROOT, 'packages/agent/src/register.ts')).href
const FETCH = join(ROOT, 'e2e/programs/fetch.mjs')
