import assert from 'node:assert/strict'
import { once } from 'node:events'
import * as http from 'node:http'
import * as https from 'node:https'
import { type TestContext, test } from 'node:test'
import { response, startScripted } from '../testing/scripted-proxy.ts'
import { AgentForBoth } from './agent-for-both.ts'

const HOSTS: readonly [options: https.RequestOptions, host: string, asked: string][] = [
  [{ host: 'a.example' }, 'a.example', 'a.example:PORT'],
  [{ host: 'a.example', port: 'PORT' }, 'a.example', 'a.example:PORT'],
  [{ host: 'a.example', port: 8888 }, 'a.example:8888', 'a.example:8888'],
  [{ host: '::1' }, '[::1]', '[::1]:PORT'],
  [{ host: 'a.example', headers: { Host: 'b.example:1' } }, 'b.example:1', 'a.example:PORT'],
]

for (const [module, port] of [
  [http, 80],
  [https, 443],
] as const) {
  for (const [options, host, asked] of HOSTS) {
    const name = JSON.stringify(options)
    test(`port ${port}: ${name} asks for ${asked}, Host is ${host}`, async (t) => {
      const { agent, proxy } = await stage(t)
      const said = options.port === 'PORT' ? { ...options, port } : options
      const request = module.get({ ...said, agent })
      assert.equal(request.getHeader('host'), host)
      await once(request, 'error')
      const target = asked.replace('PORT', String(port))
      assert.ok(proxy.heads[0]?.startsWith(`CONNECT ${target} `), proxy.heads[0])
    })
  }
}

test('an agent that passes a request on says itself whether it is for https', async (t) => {
  const { agent, proxy } = await stage(t)
  const passing = new http.Agent() as http.Agent & { addRequest: AgentForBoth['addRequest'] }
  passing.addRequest = (request, options) =>
    agent.addRequest(request, Object.assign(options, { secureEndpoint: true, port: 444 }))
  const request = http.get({ host: 'a.example', agent: passing })
  await once(request, 'error')
  assert.match(proxy.heads[0]!, /^CONNECT a\.example:444 /)
})

test('destroyed, it keeps no connection', async (t) => {
  const origin = http.createServer((_, answer) => void answer.end('hello'))
  await once(origin.listen(0, '127.0.0.1'), 'listening')
  t.after(() => origin.close())
  const { port } = origin.address() as { port: number }
  const agent = new AgentForBoth({ agent: { keepAlive: true } })
  const request = http.get({ host: '127.0.0.1', port, agent })
  const [answer] = (await once(request, 'response')) as [http.IncomingMessage]
  answer.resume()
  await once(answer, 'end')
  const [socket] = [request.socket!]
  assert.equal(socket.destroyed, false)
  agent.destroy()
  await once(socket, 'close')
})

async function stage(t: TestContext) {
  const proxy = await startScripted(t, async (client) => {
    await client.head()
    client.send(response('503 Nowhere'))
  })
  const agent = new AgentForBoth({
    proxy: `http://127.0.0.1:${proxy.port}`,
    plainHttp: 'tunnelled',
  })
  t.after(() => agent.destroy())
  return { agent, proxy }
}
