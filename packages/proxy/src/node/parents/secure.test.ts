import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { type TestContext, test } from 'node:test'
import { createServer, type TLSSocket } from 'node:tls'
import { Fault } from '@hopwise/journal'
import { authority, type Issued } from '../../testing/authority.ts'
import { startOrigin } from '../../testing/loopback.ts'
import { aParent } from '../../testing/parents.ts'
import { secure } from './secure.ts'

test('a parent whose certificate is known is spoken to', async (t) => {
  const ca = authority(t)
  const port = await serving(t, ca.issue('/CN=localhost', 'DNS:localhost'))
  const parent = aParent(port, {
    scheme: 'https',
    host: 'localhost',
    authorities: [ca.certificate],
  })
  const secured = await secure(await connected(t, port), parent, 5_000)
  assert.equal(secured.authorized, true)
})

test('a handshake that is never answered, or with what is not TLS, is a fault', async (t) => {
  const silent = await startOrigin(t, () => {})
  const wrong = await startOrigin(t, (socket) => socket.end('HTTP/1.1 400 Bad\r\n\r\n'))
  for (const [port, detail] of [
    [silent.port, /no handshake within 50 ms$/],
    [wrong.port, /TLS to the parent proxy corp/],
  ] as const) {
    const parent = aParent(port, { scheme: 'https' })
    await assert.rejects(secure(await connected(t, port), parent, 50), (error) => {
      assert(error instanceof Fault)
      assert.equal(error.code, 'PARENT_TLS_FAILED')
      assert.match(error.detail, detail)
      return true
    })
  }
})

async function serving(t: TestContext, { certificate, key }: Issued): Promise<number> {
  const sockets = new Set<TLSSocket>()
  const server = createServer({ cert: certificate, key }, (socket) => void sockets.add(socket))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

async function connected(t: TestContext, port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  t.after(() => socket.destroy())
  await once(socket, 'connect')
  return socket
}
