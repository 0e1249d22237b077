import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { makeCertificates } from './harness/certificates.ts'
import {
  assertJournal,
  CHALLENGED,
  type Client,
  type Fetch,
  REJECTED,
  relayed,
  testCases,
  tunnelled,
} from './harness/client-cases.ts'
import { closedPort } from './harness/closed-port.ts'
import { missing } from './harness/missing.ts'
import { assertNoCredentials } from './harness/no-credentials.ts'
import { HELLO, startOrigin } from './harness/origin.ts'
import { type Ran, run } from './harness/run-program.ts'
import { scopeOf, wholeFile } from './harness/scope.ts'
import { startProxy } from './harness/start-proxy.ts'
import { tempDir } from './harness/temp-dir.ts'
import { ALICE, type Credentials, WRONG, ZOE } from './harness/users.ts'

const skip = missing('curl', 'openssl')
const proxy = await startProxy(wholeFile)
const certificates = await makeCertificates(wholeFile)
const client: Client = { fetch: curl(), skip, proxy, certificates }
const hello = /^hello from the origin$/m

testCases(client, [
  {
    name: 'curl without credentials gets the 407 and its one plain line',
    origin: 'http',
    sees: { code: 0, says: /< HTTP\/1\.1 407 Proxy Authentication Required/ },
    journal: [CHALLENGED],
  },
  {
    name: 'curl --fail without credentials exits with 22 and names the status',
    origin: 'http',
    fetch: curl('--fail'),
    sees: { code: 22, says: /The requested URL returned error: 407/ },
    journal: [CHALLENGED],
  },
  {
    name: 'curl with a wrong password is refused',
    origin: 'http',
    credentials: WRONG,
    sees: { code: 0, says: /< HTTP\/1\.1 407/ },
    journal: [REJECTED],
  },
  {
    name: 'curl with the right password gets the page at once, as it sends Basic unasked',
    origin: 'http',
    credentials: ALICE,
    sees: { code: 0, says: hello },
    journal: [relayed()],
  },
  {
    name: 'curl --proxy-anyauth is challenged first, then answers on the same connection',
    origin: 'http',
    credentials: ALICE,
    fetch: curl('--proxy-anyauth'),
    sees: { code: 0, says: /hello from the origin[\s\S]*Re-?using existing/ },
    journal: [CHALLENGED, relayed()],
  },
  {
    name: 'curl --proxy-anyauth with a wrong password stops after one refusal',
    origin: 'http',
    credentials: WRONG,
    fetch: curl('--proxy-anyauth'),
    sees: { code: 0, says: /< HTTP\/1\.1 407/ },
    journal: [CHALLENGED, REJECTED],
  },
  {
    name: 'curl sends a password with delimiters and UTF-8',
    origin: 'http',
    credentials: ZOE,
    sees: { code: 0, says: hello },
    journal: [relayed(ZOE)],
  },
  {
    name: 'curl https without credentials names the 407 that CONNECT got',
    origin: 'https',
    sees: { code: 56, says: /response 407/ },
    journal: [CHALLENGED],
  },
  {
    name: 'curl https with a wrong password is refused at CONNECT',
    origin: 'https',
    credentials: WRONG,
    sees: { code: 56, says: /response 407/ },
    journal: [REJECTED],
  },
  {
    name: 'curl https with the right password goes through the tunnel',
    origin: 'https',
    credentials: ALICE,
    sees: { code: 0, says: hello },
    journal: [tunnelled()],
  },
  {
    name: 'curl https --proxy-anyauth is challenged and answers',
    origin: 'https',
    credentials: ZOE,
    fetch: curl('--proxy-anyauth'),
    sees: { code: 0, says: hello },
    journal: [CHALLENGED, tunnelled(ZOE)],
  },
  {
    name: 'curl -p tunnels plain http, and the bytes in the tunnel are the origin’s alone',
    origin: 'http',
    credentials: ALICE,
    fetch: curl('--proxytunnel'),
    sees: { code: 0, says: hello },
    journal: [tunnelled()],
  },
  {
    name: 'curl as an HTTP/1.0 client gets the page',
    origin: 'http',
    credentials: ALICE,
    fetch: curl('--http1.0'),
    sees: { code: 0, says: hello },
    journal: [relayed()],
  },
  {
    name: 'curl --head gets the head and no body',
    origin: 'http',
    credentials: ALICE,
    fetch: curl('--head'),
    sees: { code: 0, says: /^(?![\s\S]*hello from)[\s\S]*< HTTP\/1\.1 200 OK/ },
    journal: [relayed()],
  },
])

test('curl posts a large body: challenged early without it, then it arrives whole', {
  skip,
}, async (t) => {
  let length = 0
  const origin = await startOrigin(scopeOf(t), (request, response) => {
    request.on('data', (chunk: Buffer) => {
      length += chunk.length
    })
    request.on('end', () => response.end(HELLO))
  })
  const body = 'x'.repeat(3_000_000)
  const post = ['--data-binary', '@-', '-H', 'Content-Type: text/plain']
  const without = await curl(...post)(origin.url, undefined, body)
  assert.match(without.stderr, /< HTTP\/1\.1 407/)
  assert.equal(without.code, 0, without.stderr)
  const withThem = await curl(...post, '--proxy-anyauth')(origin.url, ALICE, body)
  assert.match(withThem.stdout, hello)
  assert.equal(length, body.length)
  await assertJournal(proxy, origin.port, [CHALLENGED, CHALLENGED, relayed()])
  assertNoCredentials(origin)
})

test('curl posts a large body without Expect and without credentials: it still reads the 407', {
  skip,
}, async (t) => {
  const origin = await startOrigin(scopeOf(t))
  const post = ['--data-binary', '@-', '-H', 'Expect:', '--limit-rate', '50M']
  const ran = await curl(...post)(origin.url, undefined, 'x'.repeat(8_000_000))
  assert.match(ran.stderr, /< HTTP\/1\.1 407/)
  assert.equal(ran.code, 0, ran.stderr)
  await assertJournal(proxy, origin.port, [CHALLENGED])
  assert.equal(origin.received(), '')
})

test('the 407 is worded for who asks: a line, problem+json, or a page', { skip }, async (t) => {
  const origin = await startOrigin(scopeOf(t))
  const plain = await curl()(origin.url, undefined)
  assert.match(plain.stdout, /^[^\n<]+\n$/)
  const problem = await curl('-H', 'Accept: application/problem+json')(origin.url, undefined)
  assert.match(problem.stderr, /< content-type: application\/problem\+json/i)
  const { status, fault, phase, party, retry, exchange } = JSON.parse(problem.stdout)
  assert.deepEqual(
    { status, fault, phase, party, retry },
    {
      status: 407,
      fault: 'CREDENTIALS_MISSING',
      phase: 'authenticate',
      party: 'client',
      retry: 'after-credentials',
    },
  )
  const page = await curl('-H', 'Accept: text/html')(origin.url, undefined)
  assert.match(page.stderr, /< content-type: text\/html/i)
  assert.match(page.stdout, /^<!doctype html>/i)
  const entries = await proxy.exchanges.count(origin.port, 3)
  assert.equal(entries[1]?.exchange, exchange, 'the body names the journal’s entry')
})

test('the challenge names realm and charset, and the connection stays open', {
  skip,
}, async (t) => {
  const origin = await startOrigin(scopeOf(t))
  const { stderr } = await curl()(origin.url, undefined)
  assert.match(stderr, /< proxy-authenticate: Basic realm="Hopwise test", charset="UTF-8"/i)
  assert.match(stderr, /< proxy-status: \w/i)
  assert.match(stderr, /Connection #0 to host 127\.0\.0\.1 left intact/)
})

test('curl reads who it is from http://hopwise.internal/, with credentials only', {
  skip,
}, async () => {
  const without = await curl()('http://hopwise.internal/', undefined)
  assert.match(without.stderr, /< HTTP\/1\.1 407/)
  const ran = await curl()('http://hopwise.internal/', ALICE)
  assert.equal(ran.code, 0, ran.stderr)
  assert.match(ran.stderr, /< HTTP\/1\.1 200/)
  assert.match(ran.stdout, /alice/)
  assert.match(ran.stdout, /basic/i)
  assert.doesNotMatch(ran.stdout, /wonderland/)
})

test('curl is told of an origin that refuses connections: 502 with Proxy-Status', {
  skip,
}, async () => {
  const port = await closedPort()
  const ran = await curl()(`http://127.0.0.1:${port}/`, ALICE)
  assert.match(ran.stderr, /< HTTP\/1\.1 502/)
  assert.match(ran.stderr, /< proxy-status: [^\n]*error=connection_refused/i)
  await assertJournal(proxy, port, ['failed 502 CONNECT_REFUSED alice'])
})

test('curl asks twice on one connection, and so does the proxy', { skip }, async (t) => {
  const origin = await startOrigin(scopeOf(t))
  const ran = await curl(`${origin.url}/one`)(`${origin.url}/two`, ALICE)
  assert.equal(ran.stdout, HELLO + HELLO)
  const entries = await proxy.exchanges.count(origin.port, 2)
  assert.deepEqual(
    entries.map(({ reused }) => reused),
    [false, true],
  )
  assert.equal(origin.connections(), 1)
})

for (const scheme of ['http', 'https'] as const) {
  test(`curl downloads 32 MiB over ${scheme} and has every octet`, { skip }, async (t) => {
    const scope = scopeOf(t)
    const body = randomBytes(32 * 1024 * 1024)
    const tls = scheme === 'https' ? certificates : undefined
    const origin = await startOrigin(scope, (_request, response) => response.end(body), tls)
    const file = join(await tempDir(scope), 'body')
    const ran = await curl('--output', file)(origin.url, ALICE)
    assert.equal(ran.code, 0, ran.stderr)
    assert.ok(body.equals(await readFile(file)))
    const [entry] = await proxy.exchanges.count(origin.port, 1)
    assert.ok(entry && entry.bytes.toClient >= body.length, JSON.stringify(entry))
  })
}

type FetchWithBody = (...args: [...Parameters<Fetch>, body?: string]) => Promise<Ran>

function curl(...options: readonly string[]): FetchWithBody {
  return (url, credentials, input = '') => {
    const user = credentials ? ['--proxy-user', pair(credentials)] : []
    const proxyOptions = ['--proxy', proxy.url, ...user, '--cacert', certificates.authority]
    return run('curl', ['-q', '-v', '-sS', ...proxyOptions, ...options, url], { input })
  }
}

function pair({ user, password }: Credentials): string {
  return `${user}:${password}`
}
