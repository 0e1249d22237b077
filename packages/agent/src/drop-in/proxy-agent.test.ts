import assert from 'node:assert/strict'
import { once } from 'node:events'
import * as http from 'node:http'
import { test } from 'node:test'
import { BY_THE_PROXY, startProxyOfEnvironment } from '../testing/proxy-of-environment.ts'
import { ProxyAgent } from './proxy-agent.ts'

test('it goes by the environment of the process', async (t) => {
  await startProxyOfEnvironment(t)
  const agent = new ProxyAgent()
  t.after(() => agent.destroy())
  const [answer] = await once(http.get('http://a.invalid/', { agent }), 'response')
  answer.resume()
  assert.equal(answer.statusMessage, BY_THE_PROXY)
})
