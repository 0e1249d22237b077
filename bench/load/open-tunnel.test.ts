import assert from 'node:assert/strict'
import { once } from 'node:events'
import net, { type AddressInfo } from 'node:net'
import { test } from 'node:test'
import { openTunnel } from './open-tunnel.ts'

/** A proxy that answers every CONNECT with these pieces. */
async function answering(
  pieces: readonly string[],
  use: (port: number) => Promise<void>,
): Promise<void> {
  const server = net.createServer((socket) => {
    socket.once('data', () => {
      for (const piece of pieces) socket.write(piece)
      socket.end()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  try {
    await use((server.address() as AddressInfo).port)
  } finally {
    server.close()
  }
}

const route = (proxyPort: number) => ({ proxyPort, originPort: 80, role: 'forward' }) as const

test('a tunnel is open after the 200, in however many pieces it comes', () =>
  answering(['HTTP/1.1 200 Connection', ' established\r\n\r', '\n'], async (port) => {
    const socket = await openTunnel(route(port))
    assert.equal(socket.isPaused(), true)
    socket.destroy()
  }))

test('a refusal is an error with the status line', () =>
  answering(['HTTP/1.1 407 Proxy Authentication Required\r\n\r\n'], async (port) => {
    await assert.rejects(openTunnel(route(port)), /answered: HTTP\/1\.1 407/)
  }))

test('a proxy that closes instead of answering is an error', () =>
  answering([], async (port) => {
    await assert.rejects(openTunnel(route(port)), /with the end/)
  }))
