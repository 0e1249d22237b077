import assert from 'node:assert/strict'
import { once } from 'node:events'
import { test } from 'node:test'
import { TLSSocket } from 'node:tls'
import { socketPair } from '../testing/socket-pair.ts'
import { isSecure, resetSocket } from './reset-socket.ts'

test('TCP is reset', async (t) => {
  const { near, far } = await socketPair(t)
  const failed = once(far, 'error')
  far.resume()
  assert.equal(isSecure(near), false)
  resetSocket(near)
  const [error] = (await failed) as [NodeJS.ErrnoException]
  assert.equal(error.code, 'ECONNRESET')
})

test('TLS is ended without its own end, which no peer takes for the whole', async (t) => {
  const { near, far } = await socketPair(t)
  const secure = new TLSSocket(near, { isServer: true })
  assert.equal(isSecure(secure), true)
  let octets = 0
  far.on('data', (piece) => {
    octets += piece.length
  })
  const ended = once(far, 'end')
  resetSocket(secure)
  await ended
  assert.equal(octets, 0)
})
