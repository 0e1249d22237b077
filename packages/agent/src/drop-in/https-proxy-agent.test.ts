import assert from 'node:assert/strict'
import { once } from 'node:events'
import * as http from 'node:http'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { ProxyFault } from '../core/proxy-fault.ts'
import { ALICE_BASIC } from '../testing/a-hop.ts'
import { startHonest } from '../testing/honest-proxy.ts'
import { startOrigin } from '../testing/origin.ts'
import { HttpsProxyAgent } from './https-proxy-agent.ts'

test('plain http goes through a tunnel, with fields that a function gives anew', async (t) => {
  const origin = await startOrigin(t)
  const proxy = await startHonest(t)
  let asked = 0
  const headers = () => ({ 'Proxy-Authorization': ALICE_BASIC, 'X-Asked': ++asked })
  const agent = new HttpsProxyAgent(`http://127.0.0.1:${proxy.port}`, { headers })
  t.after(() => agent.destroy())
  for (let i = 0; i < 2; i++) {
    const [response] = await once(http.get(origin.url, { agent }), 'response')
    assert.equal(response.statusCode, 200)
    response.resume()
  }
  const line = `CONNECT 127.0.0.1:${origin.port} ${ALICE_BASIC}`
  assert.deepEqual(proxy.requests, [line, line])
  assert.ok(asked >= 2)
  assert.doesNotMatch(origin.requests[0]!.fields, /x-asked|proxy-authorization/)
})

test('a refused tunnel is a fault of the proxy', async (t) => {
  const proxy = await startHonest(t)
  const agent = new HttpsProxyAgent(`http://alice:wrong@127.0.0.1:${proxy.port}`)
  const [error] = await once(http.get('http://origin.example/', { agent }), 'error')
  assert.ok(error instanceof ProxyFault)
  assert.equal(error.code, 'CREDENTIALS_REJECTED')
})

test('it shows its proxy, and no login', () => {
  const agent = new HttpsProxyAgent('http://alice:opensesame@proxy.example:3128')
  assert.equal(agent.proxy.href, 'http://proxy.example:3128/')
  assert.doesNotMatch(inspect(agent, { depth: 9, showHidden: true }), /opensesame|YWxpY2U6/)
  assert.deepEqual(HttpsProxyAgent.protocols, ['http', 'https'])
})
