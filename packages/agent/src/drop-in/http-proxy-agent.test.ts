import assert from 'node:assert/strict'
import { once } from 'node:events'
import * as http from 'node:http'
import { test } from 'node:test'
import { startHonest } from '../testing/honest-proxy.ts'
import { startOrigin } from '../testing/origin.ts'
import { HttpProxyAgent } from './http-proxy-agent.ts'

test('plain http is handed to the proxy, with what it asks for', async (t) => {
  const origin = await startOrigin(t)
  const proxy = await startHonest(t)
  const uri = new URL(`http://alice:opensesame@127.0.0.1:${proxy.port}`)
  const agent = new HttpProxyAgent(uri, { headers: { 'X-A': '1' } })
  t.after(() => agent.destroy())
  const [response] = await once(http.get(`${origin.url}/a`, { agent }), 'response')
  response.resume()
  assert.equal(response.statusCode, 200)
  assert.match(proxy.requests.at(-1)!, /^GET http:\/\/127\.0\.0\.1:\d+\/a Basic /)
  assert.match(origin.requests[0]!.fields, /x-a\n1/)
  assert.doesNotMatch(origin.requests[0]!.fields, /proxy-authorization/)
  assert.equal(agent.proxy.href, `http://127.0.0.1:${proxy.port}/`)
})
