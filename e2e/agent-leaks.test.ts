import assert from 'node:assert/strict'
import { once } from 'node:events'
import * as http from 'node:http'
import * as https from 'node:https'
import { createRequire } from 'node:module'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { createDispatcher, createHttpAgents, ProxyFault } from '@hopwise/agent'
import { HttpsProxyAgent } from '@hopwise/agent/https-proxy-agent'
import { EnvHttpProxyAgent, ProxyAgent } from '@hopwise/agent/undici'
import axios from 'axios'
import got from 'got'
import { type Dispatcher, interceptors, request, fetch as undiciFetch } from 'undici'
import { makeCertificates } from './harness/certificates.ts'
import { assertNoCredentials } from './harness/no-credentials.ts'
import { HELLO, type Origin, startOrigin } from './harness/origin.ts'
import { startSchemeProxy } from './harness/scheme-proxy.ts'
import { type Scope, scopeOf, wholeFile } from './harness/scope.ts'
import { ALICE, userinfo } from './harness/users.ts'

// How credentials for a proxy have got to somebody else in other clients, each by the name that it has
// there, and that it does not happen here. The origins keep every octet that they were sent.

// It has no types.
const needle = createRequire(import.meta.url)('needle') as (
  method: 'get',
  url: string,
  options: object,
) => Promise<{ readonly body: unknown }>

const certificates = await makeCertificates(wholeFile)
const ca = certificates.authorityText
/** What a program should not write itself, and many do. */
const WRITTEN = { 'Proxy-Authorization': `Basic ${btoa(`${ALICE.user}:${ALICE.password}`)}` }

/** A client that follows redirects, and gives the text at their end. */
type Follow = (place: Place, url: string, headers: Record<string, string>) => Promise<string>

const FETCHES: readonly [name: string, follow: Follow][] = [
  ['fetch of Node', (place, url, headers) => fetched(fetch, url, headers, place.dispatcher)],
  [
    'fetch of undici',
    (place, url, headers) =>
      fetched(undiciFetch as unknown as typeof fetch, url, headers, place.dispatcher),
  ],
  [
    'request of undici, redirected',
    async (place, url, headers) => {
      const redirect = interceptors.redirect({ maxRedirections: 3 })
      const dispatcher = place.dispatcher.compose(redirect)
      return (await request(url, { dispatcher, headers })).body.text()
    },
  ],
]

const FOLLOWERS: readonly [name: string, follow: Follow][] = [
  [
    'axios, by follow-redirects',
    async ({ agents }, url, headers) => {
      const way = { httpAgent: agents.http, httpsAgent: agents.https, proxy: false } as const
      return (await axios.get(url, { ...way, headers, responseType: 'text' })).data
    },
  ],
  ['got', ({ agents }, url, headers) => got(url, { agent: agents, headers }).text()],
  [
    'needle',
    async ({ proxy }, url, headers) => {
      // needle has one agent for all redirects.
      const agent = new HttpsProxyAgent(proxy)
      const answer = await needle('get', url, { agent, headers, follow_max: 3 })
      agent.destroy()
      return String(answer.body)
    },
  ],
  ['a program that copies all fields', followed],
]

const ALL = [...FETCHES, ...FOLLOWERS]
/** needle forgets after a redirect which authority it was to trust. */
const SECURE = ALL.filter(([name]) => name !== 'needle')

for (const [name, follow] of SECURE) {
  test(`CVE-2023-32681 (requests): ${name}, a redirect into a tunnel takes nothing with it`, async (t) => {
    const place = await stage(scopeOf(t), 'https')
    assert.equal(await follow(place, `${place.first.url}/`, {}), HELLO)
    place.assertNothing({ first: 1, last: 1 })
  })
}

const ACROSS: readonly [id: string, clients: readonly [name: string, follow: Follow][]][] = [
  ['CVE-2024-24758 (undici)', FETCHES],
  ['CVE-2024-28849 (follow-redirects)', FOLLOWERS.slice(0, 3)],
  ['CVE-2026-44979 (@hapi/wreck)', FOLLOWERS.slice(3)],
]

for (const [id, clients] of ACROSS) {
  for (const [name, follow] of clients) {
    test(`${id}: ${name}, a written Proxy-Authorization follows no redirect to another host`, async (t) => {
      // Within a tunnel nobody but the client could take it off; needle has a tunnel for http, too.
      const place = await stage(scopeOf(t), name === 'needle' ? 'http' : 'https')
      assert.equal(await follow(place, `${place.first.url}/`, WRITTEN), HELLO)
      place.assertNothing({ first: 1, last: 1 })
    })
  }
}

for (const [name, follow] of ALL.slice(0, 5)) {
  test(`CVE-2024-37891 (urllib3): ${name}, without a proxy a written Proxy-Authorization goes nowhere`, async (t) => {
    const place = await stage(scopeOf(t), 'http', { noProxy: '*' })
    assert.equal(await follow(place, `${place.first.url}/`, WRITTEN), HELLO)
    place.assertNothing({ first: 1, last: 1 }, 0)
  })
}

test('GHSA-6cv7-626c-qhqw (undici): no form of headers hides one', async (t) => {
  const place = await stage(scopeOf(t), 'http')
  const drop = new ProxyAgent(place.proxy)
  const environment = new EnvHttpProxyAgent({ noProxy: '*' })
  const [[name, value]] = Object.entries(WRITTEN) as [[string, string]]
  const forms = [WRITTEN, new Headers(WRITTEN), new Map([[name, value]]), [name, value]]
  for (const dispatcher of [place.dispatcher, drop, environment]) {
    for (const headers of forms) {
      const { body } = await request(place.last.url, { dispatcher, headers })
      assert.equal(await body.text(), HELLO)
    }
  }
  await drop.destroy()
  await environment.destroy()
  assertNoCredentials(place.last)
})

test('CVE-2016-5385 (httpoxy): what a client of a CGI program sent as Proxy: is no proxy', async (t) => {
  const place = await stage(scopeOf(t), 'http')
  const variables = { HTTP_PROXY: place.proxy, REQUEST_METHOD: 'GET' }
  const before = { ...process.env }
  t.after(() => {
    process.env = before
  })
  process.env = { ...before, ...variables }
  for (const dispatcher of [
    createDispatcher({ environment: variables }),
    new EnvHttpProxyAgent(),
  ]) {
    const { body } = await request(place.last.url, { dispatcher })
    assert.equal(await body.text(), HELLO)
    await dispatcher.destroy()
  }
  assert.equal(place.entries.length, 0)
})

test('cpp-httplib 2457: a 407 of the origin inside the tunnel is not answered', async (t) => {
  const place = await stage(scopeOf(t), 'https', {}, (_, response) => {
    response.writeHead(407, {
      'Proxy-Authenticate': ['Digest realm="r", qop="auth", nonce="n"', 'Basic realm="r"'],
    })
    response.end()
  })
  const { url } = place.last
  const asking = https.get(url, { agent: place.agents.https })
  const [response] = (await once(asking, 'response')) as [http.IncomingMessage]
  response.resume()
  assert.equal(response.statusCode, 407)
  const { statusCode, body } = await request(url, { dispatcher: place.dispatcher })
  await body.dump()
  assert.equal(statusCode, 407)
  // `fetch` makes an error of it, whoever it came from.
  await assert.rejects(fetched(fetch, url, {}, place.dispatcher))
  assert.equal(place.requestsOf(place.last), 3)
  assertNoCredentials(place.last)
})

test('HackerOne 541502 (https-proxy-agent): a proxy that refuses a tunnel sees nothing of the request', async (t) => {
  const scope = scopeOf(t)
  const refusing = await startRefusing(scope)
  const proxy = `http://${userinfo(ALICE)}127.0.0.1:${refusing.port}`
  const dispatcher = createDispatcher({ proxy })
  const agents = createHttpAgents({ proxy })
  const drop = new HttpsProxyAgent(proxy)
  scope.after(() => dispatcher.destroy())
  const url = 'https://origin.example/secret-path'
  const headers = { Authorization: 'Bearer of-the-origin' }
  const asked = { method: 'POST', headers, body: 'secret-content' }
  await assert.rejects(request(url, { dispatcher, ...asked } as never), ProxyFault)
  for (const agent of [agents.https, drop]) {
    const asking = https.request(url, { method: 'POST', headers, agent })
    asking.end('secret-content')
    const [error] = await once(asking, 'error')
    assert.ok(error instanceof ProxyFault)
    assert.equal(error.code, 'TUNNEL_REFUSED')
  }
  assert.equal(refusing.received().match(/^CONNECT /gm)?.length, 3)
  assert.doesNotMatch(refusing.received(), /secret|of-the-origin/i)
})

test('CWE-93: no CR and LF gets into a head, by host, credentials or fields', async (t) => {
  const scope = scopeOf(t)
  const refusing = await startRefusing(scope)
  const address = `127.0.0.1:${refusing.port}`
  const agents = createHttpAgents({ proxy: `http://${address}` })
  const injected = 'x\r\nX-Injected: 1\r\n\r\n'
  for (const [module, agent] of [
    [http, agents.http],
    [https, agents.https],
    [https, new HttpsProxyAgent(`http://${address}`)],
  ] as const) {
    const asking = module.get({ host: injected, agent, headers: { Host: 'x' } })
    const error = await once(asking, 'response').catch((reason: unknown) => reason)
    assert.ok(error instanceof ProxyFault, String(error))
    assert.equal(error.code, 'REQUEST_MALFORMED')
  }
  for (const fields of [
    { 'X-A': injected },
    { 'Proxy-Authorization': injected },
    { [injected]: '1' },
  ]) {
    assert.throws(() => createHttpAgents({ proxy: `http://${address}`, proxyFields: fields }))
    assert.throws(() => new ProxyAgent({ uri: `http://${address}`, headers: fields }))
  }
  for (const credentials of [
    { username: injected, password: 'x' },
    { username: 'x', password: injected },
    { token: injected },
  ]) {
    const dispatcher = createDispatcher({ proxy: `http://${address}`, credentials })
    await assert.rejects(request('http://asks.example/', { dispatcher }), ProxyFault)
    await dispatcher.destroy()
  }
  assert.doesNotMatch(refusing.received(), /X-Injected/i)
  assert.match(refusing.received(), /asks\.example/)
})

test('a redirect to what no_proxy lists goes there without the proxy, and the way back with it', async (t) => {
  const place = await stage(scopeOf(t), 'http', { noProxy: 'localhost' })
  for (const [, follow] of ALL.slice(0, 5)) {
    assert.equal(await follow(place, `${place.first.url}/`, WRITTEN), HELLO)
  }
  place.assertNothing({ first: 5, last: 5 }, 5)
})

test('neither agents nor errors show the login, however they are printed', async (t) => {
  const place = await stage(scopeOf(t), 'http')
  const wrong = place.proxy.replace(ALICE.password, 'looking-glass')
  const agents = [
    new HttpsProxyAgent(wrong),
    new ProxyAgent({ uri: wrong, token: `Basic ${btoa('alice:looking-glass')}` }),
    createDispatcher({ proxy: wrong }),
    createHttpAgents({ proxy: wrong }),
  ] as const
  const [drop, token, dispatcher] = agents
  const errors = [
    (await once(http.get(place.last.url, { agent: drop }), 'error'))[0],
    await request(place.last.url, { dispatcher: token }).catch((error: unknown) => error),
    await request(place.last.url, { dispatcher }).catch((error: unknown) => error),
  ]
  for (const error of errors) assert.ok(error instanceof ProxyFault, String(error))
  for (const shown of [...agents, ...errors]) {
    const text = inspect(shown, { depth: 12, showHidden: true, getters: true })
    assert.doesNotMatch(`${text}${JSON.stringify(errors)}`, /looking-glass|YWxpY2U6/)
  }
  await token.destroy()
  await dispatcher.destroy()
  drop.destroy()
})

interface Place {
  readonly dispatcher: Dispatcher
  readonly agents: ReturnType<typeof createHttpAgents>
  /** With the login. */
  readonly proxy: string
  /** It redirects to the last, which goes by another name. */
  readonly first: Origin
  readonly last: Origin
  readonly entries: readonly unknown[]
  requestsOf(origin: Origin): number
  /** No origin was sent credentials, each had its requests, and the proxy had its part in it. */
  assertNothing(requests: { first: number; last: number }, leastOfProxy?: number): void
}

async function stage(
  scope: Scope,
  scheme: 'http' | 'https',
  options: { readonly noProxy?: string } = {},
  answer?: http.RequestListener,
): Promise<Place> {
  const last = await startOrigin(scope, answer, scheme === 'https' ? certificates : undefined)
  const location = last.url.replace('127.0.0.1', 'localhost')
  const first = await startOrigin(scope, (_, response) => {
    response.writeHead(302, { location: `${location}/` }).end()
  })
  const { port, entries } = await startSchemeProxy(scope, 'basic')
  const proxy = `http://${userinfo(ALICE)}127.0.0.1:${port}`
  const dispatcher = createDispatcher({ proxy, ...options, tls: { ca } })
  const agents = createHttpAgents({ proxy, ...options, agent: { ca } })
  scope.after(() => dispatcher.destroy())
  scope.after(() => [agents.http.destroy(), agents.https.destroy()])
  const requestsOf = (origin: Origin): number =>
    origin.received().match(/^[A-Z]+ \S+ HTTP\/1\.1\r$/gm)?.length ?? 0
  return {
    ...{ dispatcher, agents, proxy, first, last, entries, requestsOf },
    assertNothing(requests, leastOfProxy = 2) {
      assert.deepEqual({ first: requestsOf(first), last: requestsOf(last) }, requests)
      for (const origin of [first, last]) assertNoCredentials(origin)
      if (leastOfProxy === 0) assert.equal(entries.length, 0)
      else assert.ok(entries.length >= leastOfProxy, `${entries.length}`)
    },
  }
}

async function fetched(
  fetching: typeof fetch,
  url: string,
  headers: Record<string, string>,
  dispatcher: unknown,
): Promise<string> {
  return (await fetching(url, { headers, dispatcher } as RequestInit)).text()
}

/** As a program does it that has no library for it. */
async function followed({ agents }: Place, url: string, headers: object): Promise<string> {
  const isTls = url.startsWith('https')
  const asking = isTls
    ? https.get(url, { agent: agents.https, headers: { ...headers } })
    : http.get(url, { agent: agents.http, headers: { ...headers } })
  const [response] = (await once(asking, 'response')) as [http.IncomingMessage]
  let text = ''
  for await (const piece of response) text += piece
  const { location } = response.headers
  return location ? followed({ agents } as Place, location, headers) : text
}

/** A proxy that lets nobody through a tunnel and keeps the connection, and asks for Basic otherwise. */
async function startRefusing(scope: Scope) {
  let received = ''
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('data', (piece) => {
      received += piece.toString('latin1')
      const status = piece.toString('latin1').startsWith('CONNECT') ? '403 No' : '407 Who'
      const asks = 'Proxy-Authenticate: Basic realm="r"\r\nProxy-Authenticate: Bearer\r\n'
      socket.write(`HTTP/1.1 ${status}\r\n${asks}Content-Length: 0\r\n\r\n`)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  scope.after(() => {
    server.close()
    for (const socket of sockets) socket.destroy()
  })
  return { port: (server.address() as AddressInfo).port, received: () => received }
}
