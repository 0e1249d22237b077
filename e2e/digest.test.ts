import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { rename, writeFile } from 'node:fs/promises'
import { type IncomingMessage, request } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { type TestContext, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { chooseAnswer, createDigestClient, drive, Secret } from '@hopwise/auth'
import { TOOLS } from '@hopwise/auth/node'
import { parseChallenges } from '@hopwise/http'
import { CHROMIUM, openProfile, startBrowser } from './harness/browser.ts'
import { makeCertificates } from './harness/certificates.ts'
import { CHALLENGED, REJECTED, relayed, tunnelled } from './harness/client-cases.ts'
import {
  type DigestProxy,
  type DigestProxyOptions,
  linesFor,
  startDigestProxy,
} from './harness/digest-proxy.ts'
import { summary } from './harness/exchanges.ts'
import { ISOLATED, makeRepository, serveGit } from './harness/git-origin.ts'
import { missing } from './harness/missing.ts'
import { assertNoCredentials } from './harness/no-credentials.ts'
import { HELLO, type Origin, startOrigin } from './harness/origin.ts'
import { findPython } from './harness/python.ts'
import { environment, type Ran, run } from './harness/run-program.ts'
import { scopeOf, wholeFile } from './harness/scope.ts'
import { SITE_PATHS, serveSite } from './harness/site.ts'
import { REALM } from './harness/start-proxy.ts'
import { tempDir } from './harness/temp-dir.ts'
import { ALICE, type Credentials, userinfo, WRONG, ZOE } from './harness/users.ts'

const skip = missing('curl', 'openssl')
const certificates = await makeCertificates(wholeFile)
const hello = /^hello from the origin$/m

/** Of the hashed name: whose it is nobody knows. */
const UNKNOWN = 'refused 407 CREDENTIALS_REJECTED unknown-user'
const [, major = 0, minor = 0] = skip
  ? []
  : (/^curl (\d+)\.(\d+)/.exec((await run('curl', ['--version'])).stdout) ?? []).map(Number)
const KNOWS_SHA512 = major > 8 || (major === 8 && minor >= 7)

interface CurlCase {
  readonly name: string
  readonly options?: DigestProxyOptions
  readonly args?: readonly string[]
  readonly who?: Credentials
  readonly tls?: boolean
  readonly says?: RegExp
  readonly journal: readonly string[]
}

const CURL: readonly CurlCase[] = [
  ...(['SHA-256', 'MD5'] as const).map((algorithm) => ({
    name: `curl answers ${algorithm}`,
    options: { algorithms: [algorithm] },
    says: new RegExp(`> Proxy-Authorization: Digest .*algorithm=${algorithm}[\\s\\S]*hello from`),
    journal: [CHALLENGED, relayed()],
  })),
  {
    // Before 8.7 it computes SHA-256 and calls it SHA-512-256 (curl's pull request 12897).
    name: 'curl answers SHA-512-256 if it is new enough to know what that is',
    options: { algorithms: ['SHA-512-256'] },
    says: /> Proxy-Authorization: Digest .*algorithm=SHA-512-256/,
    journal: [CHALLENGED, KNOWS_SHA512 ? relayed() : UNKNOWN],
  },
  {
    name: 'curl answers a session of SHA-256',
    options: { algorithms: ['SHA-256-sess'] },
    journal: [CHALLENGED, relayed()],
  },
  {
    name: 'curl hashes its name when it may, and says it when it may not',
    options: { userhash: false },
    says: /> Proxy-Authorization: Digest username="alice"[\s\S]*hello from/,
    journal: [CHALLENGED, relayed()],
  },
  {
    name: 'curl sends a name and a password beyond ASCII',
    who: ZOE,
    journal: [CHALLENGED, relayed(ZOE)],
  },
  {
    name: 'curl takes the first of several algorithms',
    options: { algorithms: ['SHA-256', 'MD5'] },
    says: /> Proxy-Authorization: Digest .*algorithm=SHA-256[\s\S]*hello from/,
    journal: [CHALLENGED, relayed()],
  },
  {
    name: 'curl --proxy-anyauth prefers Digest to Basic, in whatever order they stand',
    options: { schemes: ['basic', 'digest'] },
    args: ['--proxy-anyauth'],
    says: /> Proxy-Authorization: Digest [\s\S]*hello from/,
    journal: [CHALLENGED, relayed()],
  },
  {
    name: 'curl stops after one refusal, as the wrong password is not called stale',
    who: WRONG,
    says: /< HTTP\/1\.1 407(?![\s\S]*stale)/,
    journal: [CHALLENGED, REJECTED],
  },
  {
    name: 'curl posts: without the content first, then with it',
    args: ['-d', 'a=1'],
    journal: [CHALLENGED, relayed()],
  },
  {
    name: 'curl -p tunnels plain http',
    args: ['--proxytunnel'],
    journal: [CHALLENGED, tunnelled()],
  },
  { name: 'curl tunnels https', tls: true, journal: [CHALLENGED, tunnelled()] },
  {
    name: 'curl tunnels https with --proxy-anyauth',
    tls: true,
    options: { schemes: ['digest', 'basic'] },
    args: ['--proxy-anyauth'],
    journal: [CHALLENGED, tunnelled()],
  },
  {
    name: 'curl is told that we know the password, too',
    says: /< Proxy-Authentication-Info: rspauth="[0-9a-f]{64}", cnonce=".+", nc=00000001, qop=auth\r?$/m,
    journal: [CHALLENGED, relayed()],
  },
]

for (const { name, options, args = [], who = ALICE, tls, says = hello, journal } of CURL) {
  test(name, { skip }, async (t) => {
    const { proxy, origin } = await start(t, options, tls)
    const more = args.map((arg) => arg.replace('PORT', String(origin.port)))
    const ran = await curl(proxy, origin, who, ...more)
    assert.match(`${ran.stderr}${ran.stdout}`, says)
    await assertJournal(proxy, origin, journal)
  })
}

test('curl goes on with the same nonce where it is redirected to', { skip }, async (t) => {
  const scope = scopeOf(t)
  const proxy = await startDigestProxy(scope)
  const origin = await startOrigin(scope, (request, response) => {
    if (request.url === '/2') return response.end(HELLO)
    const location = request.url === '/1' ? '/2' : '/1'
    return response.writeHead(302, { location }).end()
  })
  const ran = await curl(proxy, origin, ALICE, '--location')
  assert.match(ran.stderr, /nc=00000001[\s\S]*nc=00000002[\s\S]*nc=00000003/)
  await assertJournal(proxy, origin, [
    CHALLENGED,
    ...['relayed 302 alice', 'relayed 302 alice', 'relayed 200 alice'],
  ])
})

test('urllib answers MD5', async (t) => {
  const python = await findPython()
  if (python.skip) return t.skip(python.skip)
  const { proxy, origin } = await start(t, { algorithms: ['MD5'] })
  const program = 'fetch_with_urllib_digest.py'
  const ran = await runPython(python.executable, program, `${origin.url}/a?b`, proxy, ALICE)
  assert.equal(ran.stdout, HELLO, ran.stderr)
  await assertJournal(proxy, origin, [CHALLENGED, relayed()])
})

test('requests, which quotes what should not be quoted, answers MD5 and SHA-256, and again with the next count', async (t) => {
  // Debian's own: a version manager's has none of Debian's packages.
  const python = '/usr/bin/python3'
  const tried = await run(python, ['-c', 'import requests_toolbelt'])
  if (tried.code !== 0) return t.skip('not installed: python3-requests-toolbelt')
  for (const algorithm of ['MD5', 'SHA-256'] as const) {
    const { proxy, origin } = await start(t, { algorithms: [algorithm], userhash: false })
    const ran = await runPython(python, 'fetch_with_requests.py', `${origin.url}/a?b`, proxy, ALICE)
    assert.equal(ran.stdout, `200 ${HELLO}\n`.repeat(2), ran.stderr)
    const entries = await proxy.exchanges.count(origin.port, 3)
    assert.equal(entries.filter(({ status }) => status === 200).length, 2)
  }
})

test('Java’s HttpURLConnection answers SHA-256 and MD5', {
  skip: missing('javac', 'java'),
}, async (t) => {
  const dir = await tempDir(scopeOf(t))
  const source = fileURLToPath(new URL('programs/FetchWithUrlConnection.java', import.meta.url))
  const compiled = await run('javac', ['-d', dir, source], { limitMs: 60_000 })
  assert.equal(compiled.code, 0, compiled.stderr)
  for (const algorithm of ['SHA-256', 'MD5'] as const) {
    const { proxy, origin } = await start(t, { algorithms: [algorithm] })
    const args = ['-cp', dir, 'FetchWithUrlConnection', `${origin.url}/a?b=c`, String(proxy.port)]
    const ran = await run('java', ['-Xmx128m', ...args, ALICE.user, ALICE.password])
    assert.equal(ran.stdout, `200 ${HELLO}\n`, ran.stderr)
    await assertJournal(proxy, origin, [CHALLENGED, relayed()])
  }
})

for (const scheme of ['http', 'https'] as const) {
  test(`git clones over ${scheme}`, { skip: missing('git', 'openssl') }, async (t) => {
    const scope = scopeOf(t)
    const repositories = await tempDir(scope)
    await makeRepository(repositories)
    const proxy = await startDigestProxy(scope)
    const tls = scheme === 'https' ? certificates : undefined
    const origin = await startOrigin(scope, serveGit(repositories), tls)
    const settings = [
      ...['-c', `http.proxy=http://${userinfo(ZOE)}${proxy.authority}`],
      ...['-c', 'http.proxyAuthMethod=anyauth', '-c', `http.sslCAInfo=${certificates.authority}`],
    ]
    const into = join(await tempDir(scope), 'clone')
    const ran = await run('git', [...settings, 'clone', `${origin.url}/project.git`, into], {
      env: ISOLATED,
    })
    assert.equal(ran.code, 0, ran.stderr)
    const through = scheme === 'https' ? [tunnelled(ZOE)] : Array<string>(3).fill(relayed(ZOE))
    await assertJournal(proxy, origin, [CHALLENGED, ...through])
  })
}

test('Chromium loads a page and all it needs over many connections after one challenge', {
  skip: missing(CHROMIUM),
}, async (t) => {
  const scope = scopeOf(t)
  const proxy = await startDigestProxy(scope)
  const origin = await startOrigin(scope, serveSite)
  const browser = await startBrowser(scope)
  const context = await openProfile(scope, browser, { proxy: proxy.url, credentials: ALICE })
  const page = await context.newPage()
  await page.goto(origin.url)
  await page.getByRole('heading', { name: 'all arrived' }).waitFor()
  await assertJournal(proxy, origin, [CHALLENGED, ...SITE_PATHS.map(() => relayed())])
})

test('w3m, which signs the proxy’s own address with the password in it, is refused, and nothing of that is written down', {
  skip: missing('w3m'),
}, async (t) => {
  const { proxy, origin } = await start(t, { algorithms: ['MD5'] })
  const address = `http://${userinfo(ALICE)}${proxy.authority}/`
  const settings = ['-o', `http_proxy=${address}`, '-o', 'use_proxy=1']
  const env = environment({ HOME: await tempDir(scopeOf(t)) })
  const asking = spawn('w3m', [...settings, '-dump', `${origin.url}/`], { env, stdio: 'ignore' })
  const ended = once(asking, 'close')
  const mismatch = 'refused 407 CREDENTIALS_MISMATCH target-mismatch alice'
  const entries = await proxy.exchanges.count(origin.port, 2)
  // It would ask for another password several times more, with a second between.
  asking.kill()
  await ended
  assert.deepEqual(entries.slice(0, 2).map(summary), [CHALLENGED, mismatch])
  assert.ok(entries.every(({ status }) => status === 407))
  assert.doesNotMatch(JSON.stringify(entries), /wonderland/)
  assert.equal(origin.received(), '')
})

test('htdigest writes the file while it is served', {
  skip: skip || missing('htdigest'),
}, async (t) => {
  const { proxy, origin } = await start(t, { algorithms: ['MD5'] })
  const NEW: Credentials = { user: 'newton', password: 'apple' }
  // It empties the file before it fills it, which may be seen.
  const reloaded = new Promise<void>((resolve) => {
    proxy.file.onReload(() => {
      const name = { kind: 'plain', username: NEW.user } as const
      if (proxy.file.find(name, REALM, 'MD5').kind === 'found') resolve()
    })
  })
  const writing = spawn('htdigest', [proxy.file.path, 'Hopwise test', NEW.user])
  writing.stdin.end(`${NEW.password}\n${NEW.password}\n`)
  assert.deepEqual(await once(writing, 'close'), [0, null])
  await reloaded
  const ran = await curl(proxy, origin, NEW)
  assert.match(ran.stdout, hello)
  await assertJournal(proxy, origin, [CHALLENGED, relayed(NEW)])
})

test('the bytes of a request sent again are refused, and the client may go on at once with a new nonce', {
  skip,
}, async (t) => {
  const { proxy, origin } = await start(t)
  const sent = (await curl(proxy, origin, ALICE)).stderr
  const head = sent.slice(sent.lastIndexOf('> GET '))
  const lines = [...head.matchAll(/^> (.*?)\r?$/gm)].map(([, line]) => line).filter(Boolean)
  const bytes = `${lines.join('\r\n')}\r\n\r\n`
  assert.match(bytes, /\r\nProxy-Authorization: Digest /)
  for (let i = 0; i < 2; i++) {
    const answer = await say(proxy, bytes)
    assert.match(answer, /^HTTP\/1\.1 407 [\s\S]*\r\nProxy-Authenticate: Digest .*stale=true\r\n/)
  }
  const replay = 'refused 407 CREDENTIALS_REPLAYED credentials-replayed alice'
  await assertJournal(proxy, origin, [CHALLENGED, relayed(), replay, replay])
  assert.equal(origin.received().match(/GET /g)?.length, 1)
})

test('a nonce that has grown old is stale, and curl goes on by itself', { skip }, async (t) => {
  const scope = scopeOf(t)
  let nowMs = 0
  const proxy = await startDigestProxy(scope, { nonceLifetimeMs: 500, nowMs: () => nowMs })
  const origin = await startOrigin(scope, (request, response) => {
    if (request.url === '/late') return response.end(HELLO)
    nowMs += 501
    return response.writeHead(302, { location: '/late' }).end()
  })
  const ran = await curl(proxy, origin, ALICE, '--location')
  assert.match(ran.stderr, /stale=true/)
  assert.match(ran.stdout, hello)
  await assertJournal(proxy, origin, [
    CHALLENGED,
    'relayed 302 alice',
    'challenged 407 CREDENTIALS_STALE nonce-stale alice',
    relayed(),
  ])
})

test('a response for another realm is not taken', { skip }, async (t) => {
  const { proxy, origin } = await start(t)
  const challenge = await say(
    proxy,
    `GET ${origin.url}/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
  )
  const nonce = /nonce="(.+?)"/.exec(challenge)?.[1]
  assert.ok(nonce)
  const params = `username="alice", realm="Elsewhere", nonce="${nonce}", uri="/", nc=00000001, cnonce="c", qop=auth, algorithm=SHA-256, response="${'0'.repeat(64)}"`
  const answer = await say(
    proxy,
    `GET ${origin.url}/ HTTP/1.1\r\nHost: x\r\nProxy-Authorization: Digest ${params}\r\nConnection: close\r\n\r\n`,
  )
  assert.match(answer, /^HTTP\/1\.1 407 /)
  const [, entry] = await proxy.exchanges.count(origin.port, 2)
  assert.equal(entry?.fault, 'CREDENTIALS_MALFORMED')
  assert.match(entry.detail ?? '', /realm-of-another/)
})

test('a thousand challenges to somebody who never answers leave nothing behind', {
  skip,
}, async (t) => {
  const { proxy, origin } = await start(t)
  const head = `GET ${origin.url}/ HTTP/1.1\r\nHost: x\r\n`
  const answers = await say(proxy, `${`${head}\r\n`.repeat(999)}${head}Connection: close\r\n\r\n`)
  const nonces = new Set([...answers.matchAll(/nonce="(.+?)"/g)].map(([, nonce]) => nonce))
  assert.equal(nonces.size, 1000)
  const ran = await curl(proxy, origin, ALICE)
  assert.match(ran.stdout, hello)
})

for (const framing of ['length', 'chunked'] as const) {
  test(`content that our own client covers is checked before the origin gets it (${framing})`, async (t) => {
    const { proxy, origin } = await start(t, { qop: ['auth-int'] })
    const url = new URL('/form', origin.url)
    const post = async (covered: string, sent: string) => {
      const challenge = (await fetchThrough(proxy, url, 'x', undefined, framing)).challenges
      const requested = {
        method: 'POST',
        target: url.href,
        content: Buffer.from(covered),
        tools: TOOLS,
      }
      const login = { username: ALICE.user, password: new Secret(ALICE.password) }
      const client = createDigestClient()
      const answer = await drive(chooseAnswer(parseChallenges(challenge), [client], requested), {
        'find-login': () => login,
      })
      assert.ok(answer.kind === 'answered')
      const response = await fetchThrough(proxy, url, sent, answer.value.reveal(), framing)
      return { ...response, confirmed: answer.confirm?.(response.info) }
    }
    const right = await post('a=1', 'a=1')
    assert.deepEqual([right.status, right.body, right.confirmed], [200, HELLO, 'right'])
    assert.match(origin.received(), /a=1/)
    const changed = await post('a=1', 'a=2')
    assert.equal(changed.status, 407)
    assert.doesNotMatch(origin.received(), /a=2/)
    const big = 'x'.repeat(1024 * 1024 + 1)
    assert.equal((await post(big, big)).status, 413)
  })
}

test('names, passwords and secrets of a changed file hold from then on', { skip }, async (t) => {
  const { proxy, origin } = await start(t)
  const reloaded = new Promise<void>((resolve) => proxy.file.onReload(resolve))
  const changed = { ...ALICE, password: randomBytes(8).toString('hex') }
  await writeFile(`${proxy.file.path}.new`, linesFor(changed), { mode: 0o600 })
  await rename(`${proxy.file.path}.new`, proxy.file.path)
  await reloaded
  assert.match((await curl(proxy, origin, ALICE)).stderr, /< HTTP\/1\.1 407/)
  assert.match((await curl(proxy, origin, changed)).stdout, hello)
})

async function start(t: TestContext, options: DigestProxyOptions = {}, tls = false) {
  const scope = scopeOf(t)
  const proxy = await startDigestProxy(scope, options)
  const origin = await startOrigin(scope, undefined, tls ? certificates : undefined)
  return { proxy, origin }
}

function curl(
  { url }: DigestProxy,
  origin: Origin,
  { user, password }: Credentials,
  ...args: readonly string[]
): Promise<Ran> {
  const fixed = ['-q', '-sv', '-x', url, '-U', `${user}:${password}`]
  const trust = ['--cacert', certificates.authority]
  const digest = args.includes('--proxy-anyauth') ? [] : ['--proxy-digest']
  return run('curl', [...fixed, ...trust, ...digest, ...args, `${origin.url}/greeting?a=1`])
}

function runPython(
  executable: string,
  program: string,
  url: string,
  proxy: DigestProxy,
  { user, password }: Credentials,
): Promise<Ran> {
  const path = fileURLToPath(new URL(`programs/${program}`, import.meta.url))
  return run(executable, [path, url, proxy.url, user, password])
}

/** One POST as Node's own client sends it. */
async function fetchThrough(
  { port }: DigestProxy,
  url: URL,
  content: string,
  credentials: string | undefined,
  framing: 'length' | 'chunked',
) {
  const sent = request({
    port,
    method: 'POST',
    path: url.href,
    headers: {
      host: url.host,
      ...(framing === 'length' && { 'content-length': Buffer.byteLength(content) }),
      ...(credentials !== undefined && { 'proxy-authorization': credentials }),
    },
  })
  // What is refused for its size is not read to its end.
  sent.on('error', () => undefined)
  sent.end(content)
  const [response] = (await once(sent, 'response')) as [IncomingMessage]
  const { 'proxy-authenticate': challenges, 'proxy-authentication-info': info } =
    response.headersDistinct
  return {
    status: response.statusCode,
    challenges: challenges ?? [],
    info: info ?? [],
    body: await text(response),
  }
}

/** What comes back for these bytes until the proxy closes. */
async function say({ port }: DigestProxy, bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.end(bytes, 'latin1')
  let text = ''
  for await (const piece of socket.setEncoding('latin1')) text += String(piece)
  return text
}

async function assertJournal(
  proxy: DigestProxy,
  origin: Origin,
  summaries: readonly string[],
): Promise<void> {
  const entries = await proxy.exchanges.count(origin.port, summaries.length)
  assert.deepEqual(entries.map(summary), summaries)
  assert.doesNotMatch(JSON.stringify(entries), /wonderland|looking-glass|p:a@s/)
  assertNoCredentials(origin)
}
