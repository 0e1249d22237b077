import assert from 'node:assert/strict'
import { once } from 'node:events'
import net, { type Socket } from 'node:net'
import type { TestContext } from 'node:test'
import { test } from 'node:test'
import { Agent, ProxyAgent, request } from 'undici'
import type { ProxyFault } from '../core/proxy-fault.ts'
import { aHop } from '../testing/a-hop.ts'
import { startHonest } from '../testing/honest-proxy.ts'
import { startOrigin } from '../testing/origin.ts'
import { LETS_THROUGH, response, startScripted } from '../testing/scripted-proxy.ts'
import { helpConnections } from './help-connections.ts'
import type { Hop } from './hop.ts'

test('a program that asks the proxy for a tunnel gets one, and knows nothing of the 407', async (t) => {
  const [proxy, origin] = [await startHonest(t), await startOrigin(t)]
  const { told } = helped(t, aHop(proxy.port))
  for (const proxyTunnel of [true, false]) {
    const dispatcher = new ProxyAgent({ uri: `http://127.0.0.1:${proxy.port}`, proxyTunnel })
    t.after(() => dispatcher.destroy())
    const { statusCode, body } = await request(origin.url, { dispatcher })
    assert.equal(statusCode, 200)
    await body.dump()
  }
  assert.ok(proxy.requests.some((line) => /^CONNECT .* Basic/.test(line)))
  assert.ok(proxy.requests.some((line) => /^GET http:.* Basic/.test(line)))
  assert.deepEqual(told, [])
})

test('other connections are Node’s own, in every form', async (t) => {
  const origin = await startOrigin(t)
  helped(t, aHop(1))
  const forms = [
    net.connect(origin.port, '127.0.0.1'),
    net.createConnection({ port: origin.port, host: '127.0.0.1' }),
  ]
  for (const socket of forms) {
    await once(socket, 'connect')
    assert.ok(socket instanceof net.Socket)
    socket.destroy()
  }
  const dispatcher = new Agent()
  t.after(() => dispatcher.destroy())
  assert.equal((await request(origin.url, { dispatcher })).statusCode, 200)
})

test('what went wrong at the proxy is told, and is the error of the connection', async (t) => {
  const proxy = await startScripted(t, async (client) => {
    await client.head()
    client.send(response('403 Forbidden'))
  })
  const { told, connect } = helped(t, aHop(proxy.port))
  const socket = connect()
  socket.write('CONNECT origin.example:443 HTTP/1.1\r\nHost: origin.example:443\r\n\r\n')
  const [error] = await once(socket, 'error')
  assert.equal(error.code, 'TUNNEL_REFUSED')
  assert.deepEqual(told, [error])
})

test('a proxy that is not there is an error and no event that there is a connection', async (t) => {
  const { connect } = helped(t, aHop(1))
  const socket = connect()
  assert.equal(socket.connecting, true)
  socket.once('connect', () => assert.fail('connected'))
  const [error] = await once(socket, 'error')
  assert.equal(error.code, 'CONNECT_REFUSED')
})

test('a connection that is given up before it is there leaves none behind', async (t) => {
  const proxy = await startScripted(t, async (client) => {
    await client.head()
    client.send(LETS_THROUGH)
  })
  const { connect } = helped(t, aHop(proxy.port))
  const socket = connect()
  socket.destroy()
  await once(socket, 'close')
  const later = connect()
  await once(later, 'connect')
  later.write('CONNECT a:1 HTTP/1.1\r\nHost: a:1\r\n\r\n')
  assert.match(String((await once(later, 'data'))[0]), /^HTTP\/1\.1 200/)
  later.destroy()
  assert.equal(proxy.heads.length, 1)
})

test('a signal ends the connection', async (t) => {
  const proxy = await startScripted(t, async (client) => void (await client.head()))
  helped(t, aHop(proxy.port))
  const controller = new AbortController()
  const { signal } = controller
  const socket = net.connect({
    port: proxy.port,
    host: '127.0.0.1',
    signal,
    timeout: 60_000,
  } as net.NetConnectOpts)
  await once(socket, 'connect')
  controller.abort()
  const [error] = await once(socket, 'error')
  assert.equal(error.name, 'AbortError')
})

function helped(t: TestContext, hop: Hop) {
  const told: ProxyFault[] = []
  t.after(
    helpConnections(
      (to) => (hop.isAt(to) ? hop : undefined),
      (fault) => told.push(fault),
    ),
  )
  const port = Number(hop.name.split(':').at(-1))
  return { told, connect: (): Socket => net.connect(port, '127.0.0.1') }
}
