import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type TestContext, test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { createPacRouter, type PacRouterOptions } from './create-pac-router.ts'
import { PacError, type PacProblem } from './pac-problem.ts'
import { formatWay } from './parse-ways.ts'

function routerOf(t: TestContext, body: string, options: PacRouterOptions = {}) {
  const script = `function FindProxyForURL(url, host) { ${body} }`
  return started(t, `data:,${encodeURIComponent(script)}`, options)
}

function started(t: TestContext, source: string, options: PacRouterOptions) {
  const problems: PacProblem[] = []
  const router = createPacRouter(source, {
    onProblem: (problem) => problems.push(problem),
    lookUp: () => Promise.reject(new Error('no name is known')),
    ownAddresses: async () => ['10.0.0.1'],
    ...options,
  })
  t.after(() => router.close())
  const ways = async (url: string): Promise<string> =>
    (await router.choose(url)).map(formatWay).join('; ')
  return { router, problems, ways, codes: () => problems.map(({ code }) => code) }
}

test('a script chooses by what it sees of a URL', async (t) => {
  const { ways } = routerOf(t, "return url.length > 20 ? 'PROXY a:1; DIRECT' : 'HTTPS b'")
  assert.equal(await ways('http://origin.example/long/path'), 'PROXY a:1; DIRECT')
  assert.equal(await ways('https://origin.example/long/path'), 'PROXY a:1; DIRECT')
  assert.equal(await ways('https://o.test/long/path/that/is/not/seen'), 'HTTPS b:443')
})

test('an answer is remembered for its time, and only so many are', async (t) => {
  let now = 0
  const { ways } = routerOf(t, "this.n = (this.n || 0) + 1; return 'PROXY p:' + this.n", {
    nowMs: () => now,
    limits: { answersMax: 2, answerTtlMs: 100 },
  })
  assert.equal(await ways('https://a.test/1'), 'PROXY p:1')
  assert.equal(await ways('https://a.test/2'), 'PROXY p:1')
  now = 100
  assert.equal(await ways('https://a.test/3'), 'PROXY p:2')
  assert.equal(await ways('https://b.test/'), 'PROXY p:3')
  assert.equal(await ways('https://c.test/'), 'PROXY p:4')
  assert.equal(await ways('https://a.test/'), 'PROXY p:5')
})

test('two that ask the same at a time share a run', async (t) => {
  const { ways } = routerOf(t, "this.n = (this.n || 0) + 1; return 'PROXY p:' + this.n")
  const both = await Promise.all([ways('https://a.test/'), ways('https://a.test/')])
  assert.deepEqual(both, ['PROXY p:1', 'PROXY p:1'])
})

test('without a usable answer there is an error with the problem, and never DIRECT', async (t) => {
  const { ways, codes } = routerOf(t, "return 'PROXI a:1'")
  await assert.rejects(ways('https://a.test/'), (error) => {
    assert.ok(error instanceof PacError)
    assert.deepEqual([error.code, error.origin], ['ANSWER_UNUSABLE', 'https://a.test'])
    return true
  })
  assert.deepEqual(codes(), ['ENTRY_MALFORMED', 'ANSWER_UNUSABLE'])
})

test('the declared ways are taken in its place, and the problem is told all the same', async (t) => {
  const { ways, codes } = routerOf(t, 'throw new Error("broken")', {
    otherwise: [{ kind: 'direct' }],
  })
  assert.equal(await ways('https://a.test/'), 'DIRECT')
  assert.deepEqual(codes(), ['SCRIPT_FAILED'])
})

test('a script that takes too long is left alone for a while, whoever asks', async (t) => {
  let now = 0
  const { ways, codes } = routerOf(t, "if (host === 'slow.test') for (;;); return 'DIRECT'", {
    nowMs: () => now,
    limits: { runTimeoutMs: 500, retryMs: 1_000 },
  })
  await assert.rejects(ways('https://slow.test/'), { code: 'SCRIPT_TIMEOUT' })
  await assert.rejects(ways('https://a.test/'), {
    code: 'SCRIPT_TIMEOUT',
    origin: 'https://a.test',
  })
  assert.deepEqual(codes(), ['SCRIPT_TIMEOUT'])
  now = 1_000
  assert.equal(await ways('https://a.test/'), 'DIRECT')
})

test('what a script says aloud is told, without controls', async (t) => {
  const said: string[] = []
  const { ways } = routerOf(t, "alert('hello\\u001b[2J'); return 'DIRECT'", {
    onAlert: (message, origin) => said.push(`${origin} ${message}`),
  })
  await ways('https://a.test/')
  assert.deepEqual(said, ['https://a.test hello\ufffd[2J'])
})

test('a file that changes is read again, and a file that goes is used still for a while', async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'hopwise-pac-'))
  t.after(() => rm(folder, { recursive: true }))
  const file = path.join(folder, 'proxy.pac')
  await writeFile(file, "function FindProxyForURL() { return 'PROXY one:1' }")
  let now = 0
  const { ways, codes } = started(t, file, { nowMs: () => now })
  assert.equal(await ways('https://a.test/'), 'PROXY one:1')
  await writeFile(file, "function FindProxyForURL() { return 'PROXY other:2' }")
  now += 3_000
  await until(async () => (await ways('https://a.test/')) === 'PROXY other:2')
  await rm(file)
  now += 3_000
  await until(async () => (await ways('https://a.test/')) === 'PROXY other:2' && codes().length > 0)
  assert.deepEqual(codes(), ['SOURCE_STALE'])
  now += 90_000_000
  await assert.rejects(ways('https://a.test/'), { code: 'SOURCE_UNAVAILABLE' })
})

test('a server that cannot be reached is asked again after a while, and not before', async (t) => {
  let hits = 0
  const server = createServer((_, response) => {
    response.statusCode = ++hits > 1 ? 200 : 503
    response.end("function FindProxyForURL() { return 'PROXY p:1' }")
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close())
  let now = 0
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/proxy.pac`
  const { ways } = started(t, url, { nowMs: () => now })
  await assert.rejects(ways('https://a.test/'), { code: 'SOURCE_UNAVAILABLE', message: /503/ })
  await assert.rejects(ways('https://a.test/'), { code: 'SOURCE_UNAVAILABLE' })
  assert.equal(hits, 1)
  now = 10_000
  assert.equal(await ways('https://a.test/'), 'PROXY p:1')
})

test('a closed router answers nobody', async (t) => {
  const { router, ways } = routerOf(t, "return 'DIRECT'")
  const waiting = ways('https://a.test/')
  await waiting
  await router.close()
  await assert.rejects(ways('https://a.test/'), /closed/)
})

test('who waits when it is closed gets an error, and no thread is left', async (t) => {
  const { router, ways } = routerOf(t, "return 'DIRECT'")
  const first = assert.rejects(ways('https://a.test/'), /closed/)
  await router.close()
  await first
  let askedForAddresses = (): void => undefined
  const isAsked = new Promise<void>((resolve) => {
    askedForAddresses = resolve
  })
  const other = routerOf(t, 'for (;;);', {
    ownAddresses: async () => {
      askedForAddresses()
      return []
    },
  })
  const waiting = assert.rejects(other.ways('https://a.test/'), PacError)
  await isAsked
  await other.router.close()
  await waiting
})

/** Replacing happens beside the questions: asks until it has. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (const endMs = performance.now() + 20_000; performance.now() < endMs; ) {
    if (await isSo()) return
    await setImmediate()
  }
  assert.fail('it did not come about')
}

test('a script is read before the first question where that is wanted, and what is wrong is told', async (t) => {
  const gone = started(t, 'http://127.0.0.1:1/way.pac', {})
  await gone.router.prepare()
  assert.deepEqual(gone.codes(), ['SOURCE_UNAVAILABLE'])
  await gone.router.close()
  await gone.router.prepare()
  assert.equal(gone.problems.length, 1)
})

test('in another network neither answers nor addresses are those from before', async (t) => {
  const lookedUp: string[] = []
  let own = '10.0.0.1'
  const { router, ways } = routerOf(
    t,
    "return 'PROXY ' + dnsResolve(host) + ':' + (1 + Number(myIpAddress()[3]))",
    {
      lookUp: async (name) => [`192.0.2.${lookedUp.push(name)}`],
      ownAddresses: async () => [own],
    },
  )
  assert.equal(await ways('https://a.test/'), 'PROXY 192.0.2.1:1')
  own = '10.9.0.1'
  assert.equal(await ways('https://a.test/'), 'PROXY 192.0.2.1:1')
  router.networkChanged()
  assert.equal(await ways('https://a.test/'), 'PROXY 192.0.2.2:10')
})

test('who waits for a server that says nothing is told when the router is closed, and the connection ends', async (t) => {
  const server = createServer(() => undefined)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close())
  const connected = once(server, 'connection')
  const { port } = server.address() as AddressInfo
  const { router, ways, problems } = started(t, `http://127.0.0.1:${port}/p.pac`, {})
  const waiting = assert.rejects(ways('https://a.test/'), /closed/)
  const [socket] = await connected
  const ended = once(socket, 'close')
  await router.close()
  await Promise.all([waiting, ended])
  assert.deepEqual(problems, [])
})
