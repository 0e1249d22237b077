import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import { after, before, test } from 'node:test'
import { type Connection, dial } from './wire/connection.ts'
import { basic } from './wire/credentials.ts'
import { headEnd, statusOf } from './wire/message-end.ts'
import { ScriptedOrigin } from './wire/scripted-origin.ts'
import { Stage } from './wire/stage.ts'

let stage: Stage

before(async () => {
  stage = await Stage.open()
})

after(() => stage?.close())

test('16 MB pass both ways at once, octet for octet [9110-9.3.6-8]', async (t) => {
  const block = randomBytes(64 * 1024)
  const rounds = 256
  const atOrigin = Promise.withResolvers<string>()
  const server = await listen(t, (socket) => {
    atOrigin.resolve(digestOf(socket))
    void pour(socket, block, rounds)
  })
  const client = await openTunnel(server)
  const socket = client.socket
  socket.removeAllListeners('data')
  // The origin pours at once: what came with the head, or since, belongs to it.
  const atClient = digestOf(socket, client.unread)
  await pour(socket, block, rounds)
  const expected = createHash('sha256')
  for (let round = 0; round < rounds; round++) expected.update(block)
  const digest = expected.digest('hex')
  assert.equal(await atOrigin.promise, digest)
  assert.equal(await atClient, digest)
})

test('a client that does not read holds the origin back, not the memory of the proxy [9110-9.3.6-8]', async (t) => {
  const block = Buffer.alloc(64 * 1024)
  let written = 0
  let isFull = false
  const stopped = Promise.withResolvers<void>()
  const server = await listen(t, (socket) => {
    socket.on('error', () => {})
    const more = () => {
      while (written < 256 * 1024 * 1024) {
        written += block.length
        if (!socket.write(block)) {
          isFull = true
          // Filling may go on for a while in buffers of the system; a second without drain is full.
          idle.refresh()
          socket.once('drain', more)
          return
        }
      }
      stopped.resolve()
    }
    const idle = setTimeout(() => stopped.resolve(), 1000)
    more()
  })
  const client = await openTunnel(server)
  client.socket.pause()
  await stopped.promise
  assert.ok(isFull && written < 64 * 1024 * 1024, `the origin could write ${written} octets`)
  client.close()
})

test("a reset of the origin ends the client's side [9110-9.3.6-8]", async (t) => {
  const { client, asked } = await scriptedTunnel(t)
  asked.reset()
  await client.untilEnd()
  await stage.proxy.entry('the tunnel', (entry) => entry.outcome === 'tunnelled')
})

test("a client that vanishes ends the origin's side [9110-9.3.6-8]", async (t) => {
  const { client, asked } = await scriptedTunnel(t)
  client.reset()
  await asked.untilEnd()
})

test('octets behind a CONNECT reach the origin only after acceptance [9110-9.3.6-8]', async (t) => {
  const origin = await ScriptedOrigin.start()
  t.after(() => origin.close())
  const client = await dial(stage.proxy.port)
  const connectTo = `CONNECT ${origin.authority} HTTP/1.1\r\nHost: ${origin.authority}\r\n`
  await client.send(`${connectTo}\r\n`)
  const refused = client.take(await client.until('a 407', () => headEnd(client.unread)))
  assert.equal(statusOf(refused), 407)
  await client.until('its body', () => (client.unread.length > 0 ? true : undefined))
  await stage.settle()
  assert.equal(origin.connections.length, 0, 'nobody was asked')
  client.take(client.unread.length)
  await client.send(`${connectTo}Proxy-Authorization: ${basic('alice')}\r\n\r\nearly`)
  const asked = await origin.connection()
  assert.equal(await asked.read(5), 'early')
  client.close()
})

async function scriptedTunnel(
  t: Cleanup,
): Promise<{ readonly client: Connection; readonly asked: Connection }> {
  const origin = await ScriptedOrigin.start()
  t.after(() => origin.close())
  const client = await openTunnelTo(origin.authority)
  t.after(() => client.close())
  return { client, asked: await origin.connection() }
}

async function openTunnel(server: Server): Promise<Connection> {
  const address = server.address()
  assert.ok(typeof address === 'object' && address !== null)
  return await openTunnelTo(`127.0.0.1:${address.port}`)
}

async function openTunnelTo(authority: string): Promise<Connection> {
  const client = await dial(stage.proxy.port)
  await client.send(
    `CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\nProxy-Authorization: ${basic('alice')}\r\n\r\n`,
  )
  const head = client.take(await client.until('the tunnel', () => headEnd(client.unread)))
  assert.equal(statusOf(head), 200)
  return client
}

async function listen(t: Cleanup, serve: (socket: Socket) => void): Promise<Server> {
  const sockets: Socket[] = []
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.push(socket)
    serve(socket)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return server
}

async function digestOf(socket: Socket, before = ''): Promise<string> {
  const hash = createHash('sha256').update(before, 'latin1')
  socket.on('data', (piece) => hash.update(piece))
  await once(socket, 'end')
  return hash.digest('hex')
}

async function pour(socket: Socket, block: Uint8Array, rounds: number): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    if (!socket.write(block)) await once(socket, 'drain')
  }
  socket.end()
}

interface Cleanup {
  after(clean: () => unknown): void
}
