import assert from 'node:assert/strict'
import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { get as getSecurely } from 'node:https'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { type TestContext, test } from 'node:test'
import type { CredentialsAsked } from '../core/credentials.ts'
import { createPacRouter } from '../pac/index.ts'
import { startHonest } from '../testing/honest-proxy.ts'
import { startOrigin } from '../testing/origin.ts'
import { selfSigned } from '../testing/self-signed.ts'
import { createDispatcher } from './dispatcher.ts'
import { createHttpAgents } from './http-agents.ts'

// fetch and the agents of node:http with a PAC script that chooses.

test('fetch goes where the script says, for each origin', async (t) => {
  const [proxy, behind, beside] = [await startHonest(t), await startOrigin(t), await startOrigin(t)]
  const script = `return url.indexOf(':${behind.port}/') > 0 ? 'PROXY 127.0.0.1:${proxy.port}' : 'DIRECT'`
  const dispatcher = createDispatcher({ pac: routerOf(t, script), credentials })
  t.after(() => dispatcher.destroy())
  for (const url of [behind.url, beside.url, `${behind.url}/again`]) {
    const response = await fetch(url, { dispatcher } as object)
    assert.equal(response.status, 200)
    await response.text()
  }
  assert.deepEqual([behind.requests.length, beside.requests.length], [2, 1])
  assert.deepEqual(
    proxy.requests.map((line) => line.split(' ')[1]),
    [`${behind.url}/`, `${behind.url}/`, `${behind.url}/again`],
  )
})

test('https goes through the tunnel of the proxy that the script names, after one that is down', async (t) => {
  const tls = selfSigned(t)
  const [proxy, origin] = [await startHonest(t), await startOrigin(t, undefined, tls)]
  const script = `return 'PROXY 127.0.0.1:${await closedPort()}; PROXY 127.0.0.1:${proxy.port}'`
  const pac = routerOf(t, script)
  const dispatcher = createDispatcher({ pac, credentials, tls: { ca: tls.cert } })
  t.after(() => dispatcher.destroy())
  const response = await fetch(`${origin.url}/secret`, { dispatcher } as object)
  assert.equal(response.status, 200)
  const agents = createHttpAgents({ pac, credentials, agent: { ca: tls.cert } })
  t.after(() => agents.https.destroy())
  const answer = await answerOf(getSecurely(origin.url, { agent: agents.https }))
  assert.equal(answer.statusCode, 200)
  assert.match(proxy.requests.join('\n'), /^(?:CONNECT 127\.0\.0\.1:\d+ \S+(?: \S+)?\n?)+$/)
})

test('node:http goes where the script says', async (t) => {
  const [proxy, behind, beside] = [await startHonest(t), await startOrigin(t), await startOrigin(t)]
  const script = `return url.indexOf(':${behind.port}/') > 0 ? 'PROXY 127.0.0.1:${proxy.port}' : 'DIRECT'`
  const agents = createHttpAgents({ pac: routerOf(t, script), credentials })
  t.after(() => agents.http.destroy())
  for (const url of [behind.url, beside.url]) {
    assert.equal((await answerOf(get(url, { agent: agents.http }))).statusCode, 200)
  }
  assert.ok(proxy.requests.length > 0)
  assert.ok(proxy.requests.every((line) => line.includes(behind.url)))
})

test('without an answer of the script nothing is sent', async (t) => {
  const origin = await startOrigin(t)
  const pac = routerOf(t, "return 'PROXI 127.0.0.1:1'")
  const dispatcher = createDispatcher({ pac })
  t.after(() => dispatcher.destroy())
  await assert.rejects(fetch(origin.url, { dispatcher } as object), (error: Error) => {
    assert.equal((error.cause as { code?: string }).code, 'ANSWER_UNUSABLE')
    return true
  })
  const agents = createHttpAgents({ pac })
  await assert.rejects(answerOf(get(origin.url, { agent: agents.http })), {
    code: 'ANSWER_UNUSABLE',
  })
  assert.equal(origin.requests.length, 0)
})

test('what no_proxy lists is not asked about', async (t) => {
  const origin = await startOrigin(t)
  const pac = { choose: () => Promise.reject(new Error('asked')) }
  const dispatcher = createDispatcher({ pac, noProxy: '127.0.0.1' })
  t.after(() => dispatcher.destroy())
  assert.equal((await fetch(origin.url, { dispatcher } as object)).status, 200)
})

test('credentials for whatever proxy a script may name are refused, and so is a second choice', () => {
  const pac = { choose: async () => [] }
  const login = { username: 'alice', password: 'secret' }
  assert.throws(
    () => createDispatcher({ pac, credentials: login }),
    (error: Error) => error instanceof TypeError && !error.message.includes('secret'),
  )
  assert.throws(() => createDispatcher({ pac, proxy: 'http://a' }), /proxy or pac/)
})

function credentials({ proxy }: CredentialsAsked) {
  return proxy.startsWith('http://127.0.0.1:')
    ? { username: 'alice', password: 'opensesame' }
    : undefined
}

function routerOf(t: TestContext, body: string) {
  const script = `function FindProxyForURL(url, host) { ${body} }`
  const router = createPacRouter(`data:,${encodeURIComponent(script)}`)
  t.after(() => router.close())
  return router
}

async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

async function answerOf(request: ReturnType<typeof get>): Promise<IncomingMessage> {
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  response.resume()
  await once(response, 'end')
  return response
}
