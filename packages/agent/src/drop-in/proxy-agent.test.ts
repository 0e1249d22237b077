import assert from 'node:assert/strict'
import { once } from 'node:events'
import * as http from 'node:http'
import { test } from 'node:test'
import { response, startScripted } from '../testing/scripted-proxy.ts'
import { ProxyAgent } from './proxy-agent.ts'

test('it goes by the environment of the process', async (t) => {
  const proxy = await startScripted(t, async (client) => {
    await client.head()
    client.send(response('200 By the proxy'))
  })
  const before = { ...process.env }
  t.after(() => {
    process.env = before
  })
  process.env['http_proxy'] = `http://127.0.0.1:${proxy.port}`
  const agent = new ProxyAgent()
  t.after(() => agent.destroy())
  const [answer] = await once(http.get('http://a.invalid/', { agent }), 'response')
  answer.resume()
  assert.equal(answer.statusMessage, 'By the proxy')
})
