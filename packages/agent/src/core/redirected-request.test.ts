import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readRequestCall, secureRequest, tlsOptionsOf } from './redirected-request.ts'

const listener = (): void => undefined

const CALLS: readonly [name: string, args: readonly unknown[], host: string, port: number][] = [
  ['a text', ['http://Origin.example/a', listener], 'origin.example', 80],
  ['a URL and options', [new URL('http://o:81'), { method: 'PUT' }, listener], 'o', 81],
  ['options that say more than the URL', ['http://o:81', { hostname: 'p', port: 82 }], 'p', 82],
  ['options alone', [{ host: 'o', port: '83' }, listener], 'o', 83],
  ['options without a host', [{ path: '/' }], 'localhost', 80],
  ['IPv6', ['http://[::1]:84/'], '::1', 84],
]

for (const [name, args, host, port] of CALLS) {
  test(`${name}: goes to ${host}, port ${port}`, () => {
    const call = readRequestCall('http', args)
    assert.deepEqual(call?.origin, { scheme: 'http', host, port })
    const changed = call?.withOptions({ ...call.options, agent: 1 })
    const rest = args.filter((arg) => arg === listener)
    assert.deepEqual(changed?.slice(-rest.length || Number.POSITIVE_INFINITY), rest)
    assert.ok(changed?.some((arg) => (arg as { agent?: number }).agent === 1))
  })
}

test('a socket file, a connection of its own, and what is no URL are left alone', () => {
  for (const args of [
    [{ socketPath: '/run/x.sock' }],
    [{ createConnection: listener }],
    ['not a url'],
  ]) {
    assert.equal(readRequestCall('https', args), undefined)
  }
})

test('a WebSocket of ws goes the way of others, though it brings a connection of its own', () => {
  const headers = { Connection: 'Upgrade', Upgrade: 'websocket' }
  const call = readRequestCall('https', [{ host: 'o', headers, createConnection: listener }])
  assert.deepEqual(call?.origin, { scheme: 'https', host: 'o', port: 443 })
})

test('a request with https that goes to a proxy in absolute-form is one to the origin', () => {
  const given = {
    protocol: 'http:',
    host: 'proxy.example',
    port: 3128,
    path: 'https://Origin.example:8443/a?b=c',
    headers: { 'Proxy-Authorization': 'Basic eDp5', accept: '*/*' },
    agent: { options: { ca: 'x' } },
    method: 'PUT',
  }
  assert.deepEqual(secureRequest(readRequestCall('http', [given])!), {
    ca: 'x',
    protocol: 'https:',
    host: 'origin.example',
    hostname: 'origin.example',
    port: 8443,
    path: '/a?b=c',
    headers: { accept: '*/*' },
    method: 'PUT',
  })
  for (const path of ['http://origin.example/', '/a', 'https://[', undefined]) {
    assert.equal(secureRequest(readRequestCall('http', [{ ...given, path }])!), undefined)
  }
})

test('of an agent only what concerns TLS is taken over', () => {
  const agent = { options: { ca: 'x', rejectUnauthorized: false, keepAlive: true, proxy: 'y' } }
  assert.deepEqual(tlsOptionsOf(agent), { ca: 'x', rejectUnauthorized: false })
  assert.deepEqual(tlsOptionsOf(undefined), {})
  assert.deepEqual(tlsOptionsOf(false), {})
})
