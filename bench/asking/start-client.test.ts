import assert from 'node:assert/strict'
import { once } from 'node:events'
import * as http from 'node:http'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import { Scope } from '../machine/scope.ts'
import { startClient } from './start-client.ts'

test('a client asks through its proxy with its login, and says what that cost it', async (t) => {
  const { port, fields } = await startProxy(t)
  const client = startClient(scopeOf(t), { way: 'hopwise', proxyPort: port, login: 'a:b' })
  const order = { url: 'http://origin.example/', atOnce: 2, seconds: 0.1 }
  const { requests, cpuSeconds } = await client.ask(order)
  assert.ok(requests >= 2 && cpuSeconds > 0)
  assert.equal(fields.at(-1), 'Basic YTpi')
  await client.ask(order)
})

test('a client that was given a wrong answer is out, with its last words', async (t) => {
  const { port } = await startProxy(t, 'too short')
  const client = startClient(scopeOf(t), { way: 'hopwise', proxyPort: port, login: 'a:b' })
  const order = { url: 'http://origin.example/', atOnce: 1, seconds: 0.1 }
  await assert.rejects(client.ask(order), /hopwise ended: .*9 octets came with status 200/s)
})

function scopeOf(t: TestContext): Scope {
  const scope = new Scope()
  t.after(() => scope.close())
  return scope
}

/** Answers itself, and asks for credentials first. */
async function startProxy(t: TestContext, content: string = 'x'.repeat(1024)) {
  const fields: (string | undefined)[] = []
  const server = http.createServer((request, response) => {
    const field = request.headers['proxy-authorization']
    fields.push(field)
    if (field) response.end(content)
    else response.writeHead(407, { 'Proxy-Authenticate': 'Basic realm="r"' }).end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => {
    server.close()
    server.closeAllConnections()
  })
  return { port: (server.address() as AddressInfo).port, fields }
}
