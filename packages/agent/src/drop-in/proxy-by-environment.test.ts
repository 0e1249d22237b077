import assert from 'node:assert/strict'
import { once } from 'node:events'
import * as http from 'node:http'
import * as https from 'node:https'
import { type TestContext, test } from 'node:test'
import { startHonest } from '../testing/honest-proxy.ts'
import { startOrigin } from '../testing/origin.ts'
import { selfSigned } from '../testing/self-signed.ts'
import { type EnvironmentProxyAgentOptions, ProxyByEnvironment } from './proxy-by-environment.ts'

for (const scheme of ['http', 'https'] as const) {
  test(`${scheme}: goes by the variable, and directly where no_proxy says so`, async (t) => {
    const tls = scheme === 'https' ? selfSigned(t) : undefined
    const origin = await startOrigin(t, undefined, tls)
    const proxy = await startHonest(t)
    const address = `http://alice:opensesame@127.0.0.1:${proxy.port}`
    const by = (environment: Record<string, string>) =>
      statusOf(origin.url, agent(t, {}, environment), tls?.cert)
    assert.equal(await by({ [`${scheme}_proxy`]: address }), 200)
    const before = proxy.requests.length
    assert.ok(before > 0)
    assert.equal(await by({ all_proxy: address, no_proxy: '127.0.0.1' }), 200)
    assert.equal(await by({}), 200)
    assert.equal(proxy.requests.length, before)
  })
}

test('what is reached without a proxy is reached by the agent that was given', async (t) => {
  const seen: (string | undefined)[] = []
  const origin = await startOrigin(t, (request, response) => {
    seen.push(request.socket.remoteAddress)
    response.end()
  })
  const httpAgent = new http.Agent({ localAddress: '127.0.0.5' })
  const environment = { no_proxy: '*', http_proxy: 'http://proxy.example' }
  assert.equal(await statusOf(origin.url, agent(t, { httpAgent }, environment)), 200)
  assert.equal(await statusOf(origin.url, agent(t, {}, environment)), 200)
  assert.deepEqual(seen, ['127.0.0.5', '127.0.0.1'])
})

test('what cannot be used is said', () => {
  const make = (options: object, environment: Record<string, string>) => () =>
    new ProxyByEnvironment(options, environment)
  assert.throws(make({}, { https_proxy: 'ftp://alice:secret@p' }), {
    name: 'TypeError',
    message: /^https_proxy is not the address of a proxy that can be used \(scheme-unsupported\)$/,
  })
  assert.throws(make({ getProxyForUrl: () => '' }, {}), /getProxyForUrl .*pac/)
})

function agent(
  t: TestContext,
  options: EnvironmentProxyAgentOptions,
  environment: Record<string, string>,
): ProxyByEnvironment {
  const made = new ProxyByEnvironment(options, environment)
  t.after(() => made.destroy())
  return made
}

async function statusOf(url: string, by: http.Agent, ca?: string): Promise<number | undefined> {
  const { get } = url.startsWith('https') ? https : http
  const [response] = await once(get(url, { agent: by, ...(ca && { ca }) }), 'response')
  response.resume()
  await once(response, 'end')
  return response.statusCode
}
