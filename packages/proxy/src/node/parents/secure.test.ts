import assert from 'node:assert/strict'
import { createHash, X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { type TestContext, test } from 'node:test'
import { createServer, type TLSSocket } from 'node:tls'
import { Fault } from '@hopwise/journal'
import { authority, type Issued } from '../../testing/authority.ts'
import { startOrigin } from '../../testing/loopback.ts'
import { aParent } from '../../testing/parents.ts'
import { channelBindingOf, secure } from './secure.ts'

test('the certificate of the handshake is what credentials are bound to', async (t) => {
  const ca = authority(t)
  const issued = ca.issue('/CN=localhost', 'DNS:localhost')
  const port = await serving(t, issued)
  const parent = aParent(port, {
    scheme: 'https',
    host: 'localhost',
    authorities: [ca.certificate],
  })
  const secured = await secure(await connected(t, port), parent, 5_000)
  const { raw } = new X509Certificate(issued.certificate)
  const hash = createHash('sha256').update(raw).digest()
  assert.deepEqual(
    Buffer.from(channelBindingOf(secured) ?? []),
    Buffer.concat([Buffer.from('tls-server-end-point:'), hash]),
  )
})

test('without TLS there is nothing to bind to', async (t) => {
  const peer = await startOrigin(t, () => {})
  assert.equal(channelBindingOf(await connected(t, peer.port)), undefined)
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
