import assert from 'node:assert/strict'
import { once } from 'node:events'
import http, { request as importedRequest } from 'node:http'
import https from 'node:https'
import type { Duplex } from 'node:stream'
import { type TestContext, test } from 'node:test'
import { ProxyAgent, request } from 'undici'
import { ALICE_BASIC } from '../testing/a-hop.ts'
import { startHonest } from '../testing/honest-proxy.ts'
import { startOrigin } from '../testing/origin.ts'
import { selfSigned } from '../testing/self-signed.ts'
import { installEverywhere } from './install-everywhere.ts'

test('without a proxy in the environment nothing is changed', () => {
  const { request: before } = http
  const { problems } = installEverywhere({ NO_PROXY: 'x' })
  assert.deepEqual(problems, [])
  assert.equal(http.request, before)
})

test('what cannot be used is said, without what stands in it', () => {
  const { problems, undo } = installEverywhere({
    https_proxy: 'socks4://me:secret@x',
    http_proxy: 'x y',
  })
  undo()
  assert.match(problems.join('\n'), /^http_proxy cannot be used: .*\nhttps_proxy .* SOCKS/)
  assert.doesNotMatch(problems.join('\n'), /secret/)
})

test('requests of node:http go through the proxy, in every form and with every agent', async (t) => {
  const { proxy, origin } = await stage(t, 'http')
  const asked: (() => http.ClientRequest)[] = [
    () => http.get(origin.url),
    () => http.request(new URL(origin.url), { agent: false }).end(),
    () => http.get({ host: '127.0.0.1', port: origin.port, agent: new http.Agent() }),
    () => importedRequest(origin.url).end(),
  ]
  for (const ask of asked) assert.equal(await statusOf(ask()), 200)
  assert.equal(proxy.requests.length, 1 + asked.length)
})

test('a program that speaks to the proxy itself is helped, too: in absolute-form and by CONNECT', async (t) => {
  const { proxy, origin } = await stage(t, 'http')
  const to = { host: '127.0.0.1', port: proxy.port, agent: false } as const
  const headers = { Host: `127.0.0.1:${origin.port}`, 'Proxy-Authorization': 'Basic b2xkOm9sZA==' }
  assert.equal(await statusOf(http.get({ ...to, path: `${origin.url}/a`, headers })), 200)
  const path = `127.0.0.1:${origin.port}`
  const asking = http.request({ ...to, method: 'CONNECT', path }).end()
  const [response, socket] = (await once(asking, 'connect')) as [http.IncomingMessage, Duplex]
  t.after(() => socket.destroy())
  assert.equal(response.statusCode, 200)
  socket.write(`GET / HTTP/1.1\r\nHost: ${path}\r\nConnection: close\r\n\r\n`)
  assert.match(String((await once(socket, 'data'))[0]), /^HTTP\/1\.1 200/)
  assert.doesNotMatch(proxy.requests.join(), /b2xkOm9sZA/)
})

test('an agent that is replaced leaves what it trusts', async (t) => {
  const { proxy, origin, tls } = await stage(t, 'https')
  const agent = new https.Agent({ ca: tls.cert })
  assert.equal(await statusOf(https.get(origin.url, { agent })), 200)
  await assert.rejects(statusOf(https.get(origin.url)), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' })
  assert.ok(proxy.requests.every((line) => line.startsWith('CONNECT')))
})

test('what goes to the proxy in absolute-form with https goes through a tunnel', async (t) => {
  const { proxy, origin, tls } = await stage(t, 'https')
  const to = { host: '127.0.0.1', port: proxy.port, path: `${origin.url}/a`, ca: tls.cert }
  assert.equal(await statusOf(http.get(to)), 200)
  assert.equal(origin.requests[0]?.url, '/a')
  assert.ok(proxy.requests.every((line) => line.startsWith('CONNECT')))
})

test('a dispatcher of the program’s own that goes to the proxy is helped there', async (t) => {
  const { proxy, origin } = await stage(t, 'http')
  const dispatcher = new ProxyAgent(`http://127.0.0.1:${proxy.port}`)
  t.after(() => dispatcher.destroy())
  const { statusCode, body } = await request(origin.url, { dispatcher })
  await body.dump()
  assert.equal(statusCode, 200)
})

test('where the environment has no login, one that the program sends the proxy itself is left', async (t) => {
  const [origin, proxy] = [await startOrigin(t), await startHonest(t)]
  const uri = `http://127.0.0.1:${proxy.port}`
  t.after(installEverywhere({ http_proxy: uri, https_proxy: uri }).undo)
  const to = { host: '127.0.0.1', port: proxy.port, path: origin.url }
  const headers = { 'Proxy-Authorization': ALICE_BASIC }
  assert.equal(await statusOf(http.get({ ...to, headers })), 200)
  const dispatcher = new ProxyAgent({ uri, token: ALICE_BASIC })
  t.after(() => dispatcher.destroy())
  const { statusCode, body } = await request(origin.url, { dispatcher })
  await body.dump()
  assert.equal(statusCode, 200)
})

test('a password that is refused to one client is not tried by the others', async (t) => {
  const { proxy, origin } = await stage(t, 'http', 'looking-glass')
  await assert.rejects(fetch(origin.url))
  assert.equal(await statusOf(http.get(origin.url)), 407)
  const tried = proxy.requests.filter((line) => line.includes('Basic '))
  assert.equal(tried.length, 1, proxy.requests.join('\n'))
})

test('everything can be put back', async (t) => {
  const { request, globalAgent } = http
  const { undo } = await stage(t, 'http')
  assert.notEqual(http.request, request)
  undo()
  assert.deepEqual([http.request === request, http.globalAgent === globalAgent], [true, true])
})

async function stage(t: TestContext, scheme: 'http' | 'https', password = 'opensesame') {
  const tls = selfSigned(t)
  const origin = await startOrigin(t, undefined, scheme === 'https' ? tls : undefined)
  const proxy = await startHonest(t)
  const url = `http://127.0.0.1:${proxy.port}`
  const { undo } = installEverywhere({
    http_proxy: url,
    https_proxy: url,
    HOPWISE_PROXY_USER: 'alice',
    HOPWISE_PROXY_PASSWORD: password,
  })
  t.after(undo)
  return { proxy, origin, tls, undo }
}

function statusOf(asking: http.ClientRequest): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    asking.once('error', reject)
    asking.once('response', (response) => {
      response.resume().once('end', () => resolve(response.statusCode))
    })
  })
}
