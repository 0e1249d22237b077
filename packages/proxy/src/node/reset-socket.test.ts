import assert from 'node:assert/strict'
import { once } from 'node:events'
import { test } from 'node:test'
import { TLSSocket } from 'node:tls'
import { socketPair } from '../testing/socket-pair.ts'
import { isSecure, noteBeneath, resetSocket } from './reset-socket.ts'

test('TCP is reset', async (t) => {
  const { near, far } = await socketPair(t)
  const failed = once(far, 'error')
  far.resume()
  assert.equal(isSecure(near), false)
  resetSocket(near)
  const [error] = (await failed) as [NodeJS.ErrnoException]
  assert.equal(error.code, 'ECONNRESET')
})

test('TLS is reset by what it is on', async (t) => {
  const { near, far } = await socketPair(t)
  const secure = new TLSSocket(near, { isServer: true })
  assert.equal(isSecure(secure), true)
  noteBeneath(secure, near)
  const failed = once(far, 'error')
  const closed = once(secure, 'close')
  far.resume()
  resetSocket(secure)
  const [error] = (await failed) as [NodeJS.ErrnoException]
  assert.equal(error.code, 'ECONNRESET')
  await closed
})

test('TLS on something else ends without its own end', async (t) => {
  const { near, far } = await socketPair(t)
  let octets = 0
  far.on('data', (piece) => {
    octets += piece.length
  })
  const ended = once(far, 'end')
  resetSocket(new TLSSocket(near, { isServer: true }))
  await ended
  assert.equal(octets, 0)
})
