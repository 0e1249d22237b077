import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { aHop } from '../../testing/a-hop.ts'
import { rest, until } from '../../testing/read-duplex.ts'
import { type Accepted, response, startScripted } from '../../testing/scripted-proxy.ts'
import { ForwardingSocket } from './forwarding-socket.ts'

const ORIGIN = { host: 'origin.example', port: 80 }
const GET = 'GET /a HTTP/1.1\r\nHost: origin.example\r\n\r\n'

test('it closes when the proxy closes a connection that nobody uses', async (t) => {
  const { socket } = await stage(t, async (client) => {
    await client.head()
    client.send(response('200 OK', [], 'fine'))
    client.socket.end()
  })
  socket.write(GET)
  await until(socket, 'fine')
  await closed(socket)
})

test('content until the end of the connection ends it here, too', async (t) => {
  const { socket } = await stage(t, async (client) => {
    await client.head()
    client.socket.end('HTTP/1.1 200 OK\r\n\r\nall of it')
  })
  socket.write(GET)
  assert.match(await rest(socket), /\r\n\r\nall of it$/)
})

test('a silent time on the wire is a timeout, as of a socket', async (t) => {
  const { socket } = await stage(t, async (client) => void (await client.head()))
  const timedOut = new Promise<void>((resolve) => socket.setTimeout(10, resolve))
  socket.write(GET)
  await timedOut
})

test('a program that goes away takes its connection with it', async (t) => {
  const gone = Promise.withResolvers<void>()
  const { socket } = await stage(t, async (client) => {
    client.socket.once('close', gone.resolve)
    await client.head()
    socket.destroy()
  })
  socket.write(GET)
  await gone.promise
})

test('its peer is the proxy', async (t) => {
  const { socket, proxy } = await stage(t, async () => undefined)
  assert.equal(socket.remotePort, proxy.port)
  assert.equal(socket.remoteAddress, '127.0.0.1')
  assert.equal(socket.ref().unref().setNoDelay().setKeepAlive(true, 1000), socket)
})

async function stage(t: TestContext, speak: (client: Accepted) => Promise<void>) {
  const proxy = await startScripted(t, speak)
  const hop = aHop(proxy.port)
  const socket = new ForwardingSocket(hop, ORIGIN, await hop.open('x'), 'fault')
  t.after(() => socket.destroy())
  return { socket, proxy }
}

function closed(socket: ForwardingSocket): Promise<void> {
  socket.resume()
  return new Promise((resolve) => socket.once('close', resolve))
}
