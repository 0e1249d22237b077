import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { test } from 'node:test'
import { Dialled } from './dialled.ts'

test('a connection is ended when its own address is gone, and forgotten when it is closed', async (t) => {
  const server = createServer((socket) => socket.on('error', () => {})).listen(0)
  await once(server, 'listening')
  t.after(() => server.close())
  const { port } = server.address() as { port: number }
  const dialled = new Dialled()
  const sockets = ['127.0.0.2', '127.0.0.3'].map((localAddress) =>
    connect({ port, host: '127.0.0.1', localAddress }),
  )
  t.after(() => {
    for (const socket of sockets) socket.destroy()
  })
  const [stays, goes] = sockets
  await Promise.all(sockets.map((socket) => once(socket, 'connect')))
  for (const socket of sockets) dialled.add(socket)
  const closed = once(goes!, 'close')
  dialled.endAllBut(new Set(['127.0.0.2']))
  await closed
  assert.equal(stays!.destroyed, false)
  assert.equal(dialled.size, 1)
})
