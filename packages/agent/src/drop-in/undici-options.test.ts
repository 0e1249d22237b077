import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ProxyAgentOptions, readProxyAgentOptions } from './undici-options.ts'

const URI = 'http://proxy.example:3128'
const LOGIN = 'http://alice:x@proxy.example:3128'

test('an address alone is an address, with its login', () => {
  for (const given of [LOGIN, new URL(LOGIN), { uri: LOGIN }]) {
    const options = readProxyAgentOptions(given)
    assert.equal(String(options.proxy).replace(/\/$/, ''), LOGIN)
    assert.equal(options.proxyFields, undefined)
    assert.equal(options.plainHttp, 'handed-over')
  }
})

const PRECEDENCE: readonly [name: string, given: Partial<ProxyAgentOptions>, field: unknown][] = [
  ['token before headers', { token: 'A b', headers: { 'proxy-authorization': 'C d' } }, 'A b'],
  ['auth is Basic', { auth: 'YTpi' }, 'Basic YTpi'],
  ['headers alone count', { headers: { 'Proxy-Authorization': 'C d' } }, 'C d'],
  [
    'a login before headers',
    { uri: LOGIN, headers: { 'Proxy-Authorization': 'C d', a: 'b' } },
    undefined,
  ],
]

for (const [name, given, field] of PRECEDENCE) {
  test(`credentials: ${name}`, () => {
    const { proxyFields } = readProxyAgentOptions({ uri: URI, ...given })
    assert.ok(typeof proxyFields === 'object')
    assert.equal(proxyFields['Proxy-Authorization'], field)
    assert.equal(Object.keys(proxyFields).length, 1)
  })
}

test('a token takes the place of the login in the address', () => {
  assert.equal(readProxyAgentOptions({ uri: LOGIN, token: 'A b' }).proxy, URI)
})

test('SOCKS has the login of its address, and socks is version 5', () => {
  const uri = 'socks://alice:x@proxy.example:1080'
  assert.equal(readProxyAgentOptions({ uri, token: 'A b' }).proxy, uri.replace('socks:', 'socks5:'))
})

test('headers may be a Map, and are no list', () => {
  const headers = new Map([['X-A', '1']]) as unknown as Record<string, string>
  assert.deepEqual(readProxyAgentOptions({ uri: URI, headers }).proxyFields, { 'X-A': '1' })
  const list = ['X-A', '1'] as unknown as Record<string, string>
  assert.throws(() => readProxyAgentOptions({ uri: URI, headers: list }), /headers is an object/)
})

test('what is said of connections goes where it belongs', () => {
  const options = readProxyAgentOptions({
    uri: URI,
    proxyTunnel: true,
    connections: 3,
    connectTimeout: 7,
    requestTls: { ca: 'of origins' },
    proxyTls: {
      ca: 'of the proxy',
      localAddress: '127.0.0.2',
      socketPath: '/run/p',
      allowH2: true,
    },
  })
  assert.equal(options.plainHttp, 'tunnelled')
  assert.deepEqual(options.undici, { connections: 3 })
  assert.deepEqual(options.tls, { timeout: 7, ca: 'of origins' })
  assert.deepEqual(options.proxyTls, { ca: 'of the proxy', localAddress: '127.0.0.2' })
  assert.equal((options.proxyConnection as { path: string }).path, '/run/p')
  assert.equal(options.limits?.connectTimeoutMs, 7)
  const patient = readProxyAgentOptions({ uri: URI, proxyTls: { timeout: 0 } })
  assert.ok(patient.limits!.connectTimeoutMs! > 1e9)
})

const IMPOSSIBLE: readonly [given: object, message: RegExp][] = [
  [{ uri: '' }, /uri is missing/],
  [{ token: 'A b', auth: 'c' }, /token or auth/],
  [{ clientFactory: () => undefined }, /clientFactory .*proxyTls/],
  [{ factory: () => undefined }, /factory .*connections/],
  [{ connect: {} }, /connect .*requestTls/],
  [{ username: 'alice' }, /username .*uri/],
  [{ proxyTls: { preferH2: true } }, /preferH2 of proxyTls/],
  [{ proxyTls: { maxCachedSessions: 5 } }, /maxCachedSessions/],
  [{ proxyTls: { port: 1 } }, /port of proxyTls/],
]

for (const [given, message] of IMPOSSIBLE) {
  test(`cannot be followed, and is said: ${message.source}`, () => {
    const options = { uri: URI, ...given } as ProxyAgentOptions
    assert.throws(() => readProxyAgentOptions(options), { name: 'TypeError', message })
  })
}
