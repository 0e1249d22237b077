import assert from 'node:assert/strict'
import { once } from 'node:events'
import net from 'node:net'
import { test } from 'node:test'
import { freePort, isListening } from './free-port.ts'

test('a free port refuses until somebody listens on it', async () => {
  const port = await freePort()
  assert.equal(await isListening(port), false)
  const server = net.createServer((socket) => socket.destroy()).listen(port, '127.0.0.1')
  await once(server, 'listening')
  assert.equal(await isListening(port), true)
  server.close()
  await once(server, 'close')
})
