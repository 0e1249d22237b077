import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { type Dispatcher, request } from 'undici'
import { ALICE_BASIC } from '../testing/a-hop.ts'
import { startHonest } from '../testing/honest-proxy.ts'
import { startOrigin } from '../testing/origin.ts'
import { type Accepted, response, startScripted } from '../testing/scripted-proxy.ts'
import { EnvironmentAgent } from './environment-agent.ts'

const names = async (client: Accepted): Promise<void> => {
  while (await client.head()) client.send(response('503 Proxy'))
}

test('each scheme goes by its variable; https goes by that of http where it has none', async (t) => {
  const [one, other] = [await startScripted(t, names), await startScripted(t, names)]
  const [http, https] = [address(one.port), address(other.port)]
  for (const [environment, viaOne, viaOther] of [
    [{ http_proxy: http, https_proxy: https }, 1, 1],
    [{ HTTP_PROXY: http, https_proxy: '' }, 2, 0],
    [{ http_proxy: '', HTTP_PROXY: http, HTTPS_PROXY: https }, 0, 1],
  ] as const) {
    const before = [one.heads.length, other.heads.length] as const
    const dispatcher = agent(t, {}, environment)
    for (const url of ['http://a.invalid/', 'https://a.invalid/']) {
      await request(url, { dispatcher }).catch(() => undefined)
    }
    const seen = [one.heads.length - before[0], other.heads.length - before[1]]
    assert.deepEqual(seen, [viaOne, viaOther], JSON.stringify(environment))
  }
})

test('an option comes before its variable, and may be an address without a scheme', async (t) => {
  const proxy = await startScripted(t, names)
  const options = { httpProxy: `127.0.0.1:${proxy.port}`, noProxy: 'localhost' }
  const dispatcher = agent(t, options, { http_proxy: address(1), no_proxy: '*' })
  assert.equal(await statusOf('http://a.invalid/', dispatcher), 503)
})

test('what no_proxy says now is what counts, and no credentials go with a direct request', async (t) => {
  const origin = await startOrigin(t)
  const proxy = await startHonest(t)
  const environment: Record<string, string> = { http_proxy: address(proxy.port) }
  const dispatcher = agent(t, { token: ALICE_BASIC }, environment)
  const headers = { 'Proxy-Authorization': ALICE_BASIC }
  assert.equal(await statusOf(origin.url, dispatcher, headers), 200)
  assert.equal(proxy.requests.length, 1)
  environment['no_proxy'] = '127.0.0.0/8'
  assert.equal(await statusOf(origin.url, dispatcher, headers), 200)
  delete environment['no_proxy']
  assert.equal(await statusOf(origin.url, dispatcher, headers), 200)
  assert.equal(proxy.requests.length, 2)
  assert.equal(origin.requests.length, 3)
  for (const { fields } of origin.requests) assert.doesNotMatch(fields, /proxy-auth|basic/)
})

test('in a CGI program HTTP_PROXY is what a client sent, and is not believed', async (t) => {
  const origin = await startOrigin(t)
  const environment = { HTTP_PROXY: address(1), REQUEST_METHOD: 'GET' }
  assert.equal(await statusOf(origin.url, agent(t, {}, environment)), 200)
})

test('without any proxy requests go direct, with the TLS that connect says', async (t) => {
  const origin = await startOrigin(t)
  const options = { connect: { localAddress: '127.0.0.7' } }
  assert.equal(await statusOf(origin.url, agent(t, options, {})), 200)
  assert.throws(() => agent(t, { connect: () => undefined }, {}), /connect of EnvHttpProxyAgent/)
})

test('it ends by promise and by callback', async (t) => {
  for (const end of ['close', 'destroy'] as const) {
    const origin = await startOrigin(t)
    const byPromise = new EnvironmentAgent({}, {})
    assert.equal(await statusOf(origin.url, byPromise), 200)
    await byPromise[end]()
    await assert.rejects(statusOf(origin.url, byPromise), /closed|destroyed/)
    await new Promise<void>((resolve) => new EnvironmentAgent({}, {})[end](resolve))
  }
})

function agent(
  t: TestContext,
  options: ConstructorParameters<typeof EnvironmentAgent>[0],
  environment: Record<string, string>,
): EnvironmentAgent {
  const made = new EnvironmentAgent(options, environment)
  t.after(() => made.destroy())
  return made
}

async function statusOf(url: string, dispatcher: Dispatcher, headers = {}): Promise<number> {
  const { statusCode, body } = await request(url, { dispatcher, headers })
  await body.dump()
  return statusCode
}

function address(port: number): string {
  return `http://127.0.0.1:${port}`
}
