import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type NodeProxyAgentOptions, readNodeAgentOptions } from './node-agent-options.ts'

const PROXY = 'http://proxy.example:3128'

test('options go where they belong: to the agent, to the connection, to the proxy', () => {
  const options = readNodeAgentOptions('X', PROXY, {
    keepAlive: true,
    maxSockets: 5,
    ca: 'of the proxy',
    localAddress: '127.0.0.2',
    headers: { 'X-A': '1' },
    ...({ host: 'elsewhere', port: 1 } as object),
  })
  assert.deepEqual(options.agent, { keepAlive: true, maxSockets: 5 })
  assert.deepEqual(options.proxyTls, { ca: 'of the proxy', localAddress: '127.0.0.2' })
  assert.deepEqual(options.proxyConnection, options.proxyTls)
  assert.deepEqual(options.proxyFields, { 'X-A': '1' })
})

test('connections are not kept unless that is said, and Negotiate needs no saying', () => {
  const options = readNodeAgentOptions('X', new URL(PROXY), { negotiate: true })
  assert.deepEqual(options.agent, { keepAlive: false })
  assert.deepEqual(options.proxyTls, {})
})

test('a login in the address comes before one of headers, given or called for', () => {
  const headers = { 'proxy-authorization': 'Basic YTpi', 'X-A': '1' }
  const withLogin = 'http://alice:x@proxy.example:3128'
  for (const given of [headers, () => headers]) {
    const fields = (proxy: string) => {
      const { proxyFields } = readNodeAgentOptions('X', proxy, { headers: given })
      return typeof proxyFields === 'function' ? proxyFields() : proxyFields
    }
    assert.deepEqual(fields(PROXY), headers)
    assert.deepEqual(fields(withLogin), { 'X-A': '1' })
  }
})

const IMPOSSIBLE: readonly [options: object, message: RegExp][] = [
  [{ onProxyAuth: () => undefined }, /onProxyAuth of X .*credentials function/],
  [{ proxyEnv: {} }, /proxyEnv .*createHttpAgents/],
  [{ defaultPort: 1 }, /defaultPort/],
]

for (const [options, message] of IMPOSSIBLE) {
  test(`cannot be followed, and is said: ${message.source}`, () => {
    const read = () => readNodeAgentOptions('X', PROXY, options as NodeProxyAgentOptions)
    assert.throws(read, { name: 'TypeError', message })
  })
}

test('an object of the parts of an address is no address', () => {
  const parts = { host: 'proxy.example', port: 3128 } as unknown as URL
  assert.throws(() => readNodeAgentOptions('X', parts), /as a string or a URL/)
})
