import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { Dispatcher, request } from 'undici'
import { ProxyFault } from '../core/proxy-fault.ts'
import { ALICE_BASIC } from '../testing/a-hop.ts'
import { startHonest } from '../testing/honest-proxy.ts'
import { startOrigin } from '../testing/origin.ts'
import { response, startScripted } from '../testing/scripted-proxy.ts'
import { selfSigned } from '../testing/self-signed.ts'
import { startSocks } from '../testing/socks-proxy.ts'
import { ProxyAgent } from './proxy-agent-of-undici.ts'
import type { ProxyAgentOptions } from './undici-options.ts'

for (const scheme of ['http', 'https'] as const) {
  test(`${scheme}: a token goes out unasked, on the first request too, and to no origin`, async (t) => {
    const { proxy, origin, ask } = await stage(t, scheme, { token: ALICE_BASIC })
    assert.equal(await ask(), 200)
    assert.equal(await ask(), 200)
    assert.ok(proxy.requests.length > 0)
    for (const line of proxy.requests) assert.ok(line.endsWith(` ${ALICE_BASIC}`), line)
    for (const { fields } of origin.requests) assert.doesNotMatch(fields, /proxy-auth|basic/)
  })

  test(`${scheme}: a wrong token is spent once by many requests, and never again`, async (t) => {
    const wrong = `Basic ${btoa('alice:wrong')}`
    const { proxy, ask } = await stage(t, scheme, { token: wrong })
    const all = await Promise.allSettled(Array.from({ length: 5 }, ask))
    const again = await ask().catch((reason: unknown) => reason)
    for (const one of [...all.map((settled) => 'reason' in settled && settled.reason), again]) {
      assert.ok(one instanceof ProxyFault, String(one))
      assert.equal(one.code, 'CREDENTIALS_REJECTED')
    }
    assert.equal(proxy.requests.filter((line) => line.endsWith(wrong)).length, 1)
  })

  test(`${scheme}: a login in the address waits until it is asked for`, async (t) => {
    const { proxy, ask } = await stage(t, scheme, {}, 'alice:opensesame@')
    assert.equal(await ask(), 200)
    assert.match(proxy.requests[0]!, / -$/)
    assert.ok(proxy.requests[1]!.endsWith(ALICE_BASIC))
  })
}

test('headers go to the proxy, with CONNECT and with plain requests, in one head with the rest', async (t) => {
  const proxy = await startScripted(t, async (client) => {
    while (await client.head()) client.send(response('503 Nowhere'))
  })
  const uri = `http://127.0.0.1:${proxy.port}`
  const headers = { 'X-Session': 'seven', 'User-Agent': 'for the proxy' }
  const dispatcher = new ProxyAgent({ uri, headers })
  t.after(() => dispatcher.destroy())
  const own = { dispatcher, headers: { 'user-agent': 'of the request' } }
  await (await request('http://origin.example/', own)).body.dump()
  await assert.rejects(request('https://origin.example/', own), ProxyFault)
  const [plain, connect] = proxy.heads.map((head) => head.toLowerCase())
  assert.match(plain!, /^get http:\/\/origin\.example\/ /)
  assert.match(plain!, /\r\nx-session: seven\r\n/)
  assert.deepEqual(plain!.match(/user-agent: .*/g), ['user-agent: of the request'])
  assert.match(connect!, /^connect origin\.example:443 /)
  assert.match(connect!, /\r\nuser-agent: for the proxy\r\n/)
})

test('plain http may be told to use a tunnel', async (t) => {
  const options = { token: ALICE_BASIC, proxyTunnel: true }
  const { proxy, origin, ask } = await stage(t, 'http', options)
  assert.equal(await ask(), 200)
  assert.deepEqual(proxy.requests, [`CONNECT 127.0.0.1:${origin.port} ${ALICE_BASIC}`])
})

test('a proxy that asks for Digest alone gets it, from the login of a Basic token', async (t) => {
  const digest = response('407 No', ['Proxy-Authenticate: Digest realm="r", qop="auth", nonce="n"'])
  const proxy = await startScripted(t, async (client) => {
    for (let head = await client.head(); head; head = await client.head()) {
      client.send(/Digest username="alice"/.test(head) ? response('200 OK') : digest)
    }
  })
  const dispatcher = new ProxyAgent({ uri: `http://127.0.0.1:${proxy.port}`, token: ALICE_BASIC })
  t.after(() => dispatcher.destroy())
  for (let i = 0; i < 2; i++) {
    const { statusCode } = await request('http://origin.example/', { dispatcher })
    assert.equal(statusCode, 200)
  }
  assert.equal(proxy.heads.filter((head) => head.includes(ALICE_BASIC)).length, 1)
})

test('through SOCKS nobody is sent fields for a proxy', async (t) => {
  const origin = await startOrigin(t)
  const proxy = await startSocks(t, 'alice:opensesame')
  const uri = `socks://alice:opensesame@127.0.0.1:${proxy.port}`
  const dispatcher = new ProxyAgent({ uri, token: ALICE_BASIC, headers: { 'X-P': '1' } })
  t.after(() => dispatcher.destroy())
  const { statusCode, body } = await request(`http://localhost:${origin.port}/`, { dispatcher })
  await body.dump()
  assert.equal(statusCode, 200)
  assert.deepEqual(proxy.asked.slice(1), [
    'login alice:opensesame',
    `connect localhost:${origin.port}`,
  ])
  assert.doesNotMatch(origin.requests[0]!.fields, /proxy-|x-p|basic/)
})

test('the name that requestTls gives is the one in the certificate of the origin', async (t) => {
  const { ask } = await stage(t, 'https', { token: ALICE_BASIC }, '', {
    servername: 'other.example',
  })
  await assert.rejects(ask(), { code: 'ERR_TLS_CERT_ALTNAME_INVALID' })
})

test('a connection to the proxy is made as proxyTls says', async (t) => {
  const proxy = await startScripted(t, async (client) => {
    await client.head()
    client.send(response(`200 ${client.socket.remoteAddress}`))
  })
  const proxyTls = { localAddress: '127.0.0.9' } as NonNullable<ProxyAgentOptions['proxyTls']>
  const dispatcher = new ProxyAgent({ uri: `http://127.0.0.1:${proxy.port}`, proxyTls })
  t.after(() => dispatcher.destroy())
  const { statusText } = await request('http://origin.example/', { dispatcher })
  assert.equal(statusText, '127.0.0.9')
})

test('what undici documents can be written: addresses of all kinds, a signal for the proxy', () => {
  for (const options of [
    'http://localhost:8000',
    new URL('http://localhost:8000'),
    { uri: 'http://localhost:8000' },
    { uri: 'https://secure.proxy.server', proxyTls: { signal: AbortSignal.timeout(1000) } },
  ]) {
    assert.ok(new ProxyAgent(options as ProxyAgentOptions) instanceof Dispatcher)
  }
})

async function stage(
  t: TestContext,
  scheme: 'http' | 'https',
  options: Partial<ProxyAgentOptions>,
  userinfo = '',
  requestTls: object = {},
) {
  const tls = scheme === 'https' ? selfSigned(t) : undefined
  const origin = await startOrigin(t, undefined, tls)
  const proxy = await startHonest(t)
  const dispatcher = new ProxyAgent({
    uri: `http://${userinfo}127.0.0.1:${proxy.port}`,
    requestTls: { ...(tls && { ca: tls.cert }), ...requestTls },
    ...options,
  })
  t.after(() => dispatcher.destroy())
  const ask = async (): Promise<number> => {
    const { statusCode, body } = await request(`${origin.url}/a`, { dispatcher })
    await body.dump()
    return statusCode
  }
  return { proxy, origin, ask }
}
