import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { type TestContext, test } from 'node:test'
import { silentPort } from '../testing/silent-port.ts'
import { closed } from '../testing/socket-pair.ts'
import { dial } from './dial.ts'

async function listener(
  t: TestContext,
  host = '127.0.0.1',
): Promise<{ port: number; accepted: Promise<Socket> }> {
  const server = createServer({ allowHalfOpen: true })
  const accepted = Promise.withResolvers<Socket>()
  server.on('connection', (socket: Socket) => {
    t.after(() => socket.destroy())
    accepted.resolve(socket)
  })
  server.listen(0, host)
  await once(server, 'listening')
  t.after(() => server.close())
  return { port: (server.address() as AddressInfo).port, accepted: accepted.promise }
}

async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

test('the socket is connected to the address that was given, and may be half-closed', async (t) => {
  const { port, accepted } = await listener(t)
  const socket = await dial(['127.0.0.1'], port, 5_000)
  t.after(() => socket.destroy())
  assert.deepEqual([socket.remoteAddress, socket.remotePort], ['127.0.0.1', port])
  const peer = await accepted
  peer.end()
  socket.resume()
  await once(socket, 'end')
  socket.write('still open')
  const [piece] = (await once(peer, 'data')) as [Buffer]
  assert.equal(piece.toString(), 'still open')
})

test('of several addresses one that answers is taken', async (t) => {
  const { port } = await listener(t)
  const socket = await dial(['127.0.0.2', '::1', '127.0.0.1'], port, 5_000)
  t.after(() => socket.destroy())
  assert.equal(socket.remoteAddress, '127.0.0.1')
})

test('addresses are tried in their order', async (t) => {
  const { port } = await listener(t, '0.0.0.0')
  const socket = await dial(['127.0.0.3', '127.0.0.1'], port, 5_000)
  t.after(() => socket.destroy())
  assert.equal(socket.remoteAddress, '127.0.0.3')
})

test('where nobody listens the connection is refused', async () => {
  const port = await closedPort()
  await assert.rejects(dial(['127.0.0.1'], port, 5_000), {
    code: 'CONNECT_REFUSED',
    detail: `connecting to 127.0.0.1:${port}: ECONNREFUSED`,
  })
  await assert.rejects(dial(['127.0.0.1', '127.0.0.2'], port, 5_000), { code: 'CONNECT_REFUSED' })
})

test('a connection that does not come about in time is given up', async (t) => {
  const port = await silentPort(t)
  await assert.rejects(dial(['127.0.0.1'], port, 50), {
    code: 'CONNECT_TIMEOUT',
    detail: `connecting to 127.0.0.1:${port} took longer than 50 ms`,
  })
})

test('a peer that resets before anybody listens ends no process', async (t) => {
  const { port, accepted } = await listener(t)
  const socket = await dial(['127.0.0.1'], port, 5_000)
  const peer = await accepted
  peer.resetAndDestroy()
  await closed(socket)
  assert.equal(socket.destroyed, true)
})

test('no timer is left behind', async (t) => {
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length
  const before = timers()
  const { port } = await listener(t)
  const socket = await dial(['127.0.0.1'], port, 60_000)
  t.after(() => socket.destroy())
  await assert.rejects(dial(['127.0.0.1'], await closedPort(), 60_000))
  assert.equal(timers(), before)
})
