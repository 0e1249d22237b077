import assert from 'node:assert/strict'
import { once } from 'node:events'
import * as http from 'node:http'
import * as https from 'node:https'
import { type TestContext, test } from 'node:test'
import { ProxyFault } from '../core/proxy-fault.ts'
import { startHonest } from '../testing/honest-proxy.ts'
import { startOrigin } from '../testing/origin.ts'
import { startScripted } from '../testing/scripted-proxy.ts'
import { selfSigned } from '../testing/self-signed.ts'
import { createHttpAgents, type HttpAgentsOptions } from './http-agents.ts'

for (const scheme of ['http', 'https'] as const) {
  test(`${scheme}: a request that is given up while the proxy is silent ends, and is not sent again`, async (t) => {
    const heard = Promise.withResolvers<void>()
    const left = Promise.withResolvers<void>()
    const proxy = await startScripted(t, async (client) => {
      client.socket.once('close', () => left.resolve())
      await client.head()
      heard.resolve()
    })
    const agents = createHttpAgents({ proxy: `http://alice:opensesame@127.0.0.1:${proxy.port}` })
    const asking =
      scheme === 'http'
        ? http.get('http://origin.example/', { agent: agents.http })
        : https.get('https://origin.example/', { agent: agents.https })
    const failed = once(asking, 'error')
    await heard.promise
    asking.destroy(new Error('enough'))
    assert.match(String((await failed)[0]), /enough/)
    await left.promise
    // Whoever would ask again has had the turns of the loop to connect.
    for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve))
    assert.deepEqual([proxy.connections, proxy.heads.length], [1, 1])
  })

  test(`${scheme}: requests pass, and the second needs no 407`, async (t) => {
    const { ask, proxy } = await stage(t, scheme)
    assert.deepEqual(await ask('one'), { status: 200, text: 'one' })
    assert.deepEqual(await ask('two'), { status: 200, text: 'two' })
    assert.equal(proxy.requests.length, scheme === 'http' ? 3 : 2)
    // http: a POST is not sent again where it was challenged; https: Node’s server counts CONNECT twice.
    assert.equal(proxy.connections, 2)
  })

  test(`${scheme}: credentials that a program wrote for the proxy reach no origin`, async (t) => {
    const { ask, origin } = await stage(t, scheme)
    await ask('x', { headers: { 'Proxy-Authorization': 'Basic c3RvbGVu' } })
    assert.doesNotMatch(origin.requests[0]!.fields, /proxy-authorization|basic/)
  })

  test(`${scheme}: credentials in a head that is written already end the request`, async (t) => {
    const { ask, origin } = await stage(t, scheme)
    const headers = ['Proxy-Authorization', 'Basic c3RvbGVu', 'Host', 'x']
    await assert.rejects(ask('x', { headers }), /agent\u2019s to send/)
    assert.equal(origin.requests.length, 0)
  })

  test(`${scheme}: listed hosts are reached without the proxy`, async (t) => {
    const { ask, proxy } = await stage(t, scheme, { noProxy: '127.0.0.0/8' })
    assert.equal((await ask('x')).text, 'x')
    assert.equal(proxy.requests.length, 0)
  })
}

test('a plain request that the proxy refuses is its response, as it came', async (t) => {
  const { ask } = await stage(t, 'http', {}, 'bob:wrong@')
  assert.deepEqual(await ask('x'), { status: 407, text: 'Who are you?' })
})

test('a tunnel that the proxy refuses is a fault', async (t) => {
  const { ask } = await stage(t, 'https', {}, 'bob:wrong@')
  const error = await ask('x').catch((reason: unknown) => reason)
  assert.ok(error instanceof ProxyFault)
  assert.equal(error.code, 'CREDENTIALS_REJECTED')
})

test('an origin whose certificate nobody trusts is an error of TLS, and none of the proxy', async (t) => {
  const { ask } = await stage(t, 'https', { agent: {} })
  await assert.rejects(ask('x'), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' })
})

async function stage(
  t: TestContext,
  scheme: 'http' | 'https',
  options: HttpAgentsOptions = {},
  userinfo = 'alice:opensesame@',
) {
  const tls = scheme === 'https' ? selfSigned(t) : undefined
  const origin = await startOrigin(t, undefined, tls)
  const proxy = await startHonest(t)
  const agents = createHttpAgents({
    proxy: `http://${userinfo}127.0.0.1:${proxy.port}`,
    agent: { ca: tls?.cert },
    ...options,
  })
  t.after(() => {
    agents.http.destroy()
    agents.https.destroy()
  })
  const ask = (body: string, more: http.RequestOptions = {}) =>
    new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
      const { request } = scheme === 'https' ? https : http
      const settings = { method: 'POST', agent: agents[scheme], ...more }
      const asking = request(origin.url, settings, async (response) => {
        let text = ''
        for await (const piece of response) text += piece
        resolve({ status: response.statusCode, text })
      })
      asking.once('error', reject)
      asking.end(body)
    })
  return { ask, origin, proxy }
}
