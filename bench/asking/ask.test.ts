import assert from 'node:assert/strict'
import { once } from 'node:events'
import * as http from 'node:http'
import * as https from 'node:https'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import { Agent } from 'undici'
import { askByNode, askByUndici } from './ask.ts'

test('an answer is right when it has its status and all of its content', async (t) => {
  const dispatcher = new Agent()
  const agents = { http: new http.Agent({ keepAlive: true }), https: new https.Agent() }
  t.after(() => dispatcher.destroy())
  t.after(() => agents.http.destroy())
  const origin = await startOrigin(t)
  for (const ask of [askByUndici(dispatcher), askByNode(agents)]) {
    await ask(`${origin}/200/1024`)
    await assert.rejects(ask(`${origin}/502/1024`), /1024 octets came with status 502/)
    await assert.rejects(ask(`${origin}/200/1023`), /1023 octets came with status 200/)
    await assert.rejects(ask('http://127.0.0.1:1/'), /ECONNREFUSED/)
  }
})

async function startOrigin(t: TestContext): Promise<string> {
  const server = http.createServer((request, response) => {
    const [, status, octets] = request.url!.split('/').map(Number)
    response.writeHead(status!).end('x'.repeat(octets!))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
