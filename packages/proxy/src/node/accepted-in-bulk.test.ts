import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { type TestContext, test } from 'node:test'
import { type Adopted, acceptedInBulk } from './accepted-in-bulk.ts'

test('an accepted connection is read in bulk, whole, and answered', async (t) => {
  const { server, client } = await connected(t, (accepted) => {
    const { socket, read } = adopted(accepted)
    const pieces: Uint8Array[] = []
    read.passTo((piece) => pieces.push(piece))
    socket.on('end', () => socket.end(`${Buffer.concat(pieces).length} octets`))
  })
  client.end(Buffer.alloc(3_000_000))
  assert.equal(Buffer.concat(await client.toArray()).toString(), '3000000 octets')
  await closed(server)
})

test('it knows both ends, keeps its half open, is paused, and can be reset', async (t) => {
  const accepted = Promise.withResolvers<Socket>()
  const { client } = await connected(t, (socket) => accepted.resolve(adopted(socket).socket))
  const socket = await accepted.promise
  assert.equal(socket.remotePort, client.localPort)
  assert.equal(socket.localPort, client.remotePort)
  assert.equal(socket.allowHalfOpen, true)
  socket.pause()
  client.write('a')
  assert.equal(socket.isPaused(), true)
  socket.resetAndDestroy()
  const [error] = await once(client, 'error')
  assert.equal(error.code, 'ECONNRESET')
})

test('a server that is closed waits for it', async (t) => {
  const accepted = Promise.withResolvers<Socket>()
  const { server, client } = await connected(t, (socket) =>
    accepted.resolve(adopted(socket).socket),
  )
  const socket = await accepted.promise
  let isClosed = false
  const whenClosed = closed(server).then(() => {
    isClosed = true
  })
  client.end()
  await once(socket.resume(), 'end')
  assert.equal(isClosed, false)
  socket.destroy()
  await whenClosed
})

test('a socket without the insides that this leans on stays as it is', (t) => {
  const socket = connect({ port: 1, host: '127.0.0.1' }).on('error', () => {})
  t.after(() => socket.destroy())
  assert.equal(acceptedInBulk(socket), undefined)
})

function adopted(accepted: Socket): Adopted {
  const found = acceptedInBulk(accepted)
  assert.ok(found !== undefined)
  return found
}

async function connected(
  t: TestContext,
  accept: (socket: Socket) => void,
): Promise<{ readonly server: Server; readonly client: Socket }> {
  const server = createServer({ allowHalfOpen: true }, accept)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1')
  t.after(() => {
    client.destroy()
    server.close()
  })
  await once(client, 'connect')
  return { server, client }
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
  })
}
