import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connect, type TLSSocket } from 'node:tls'
import { authority } from '../testing/authority.ts'
import { socketPair } from '../testing/socket-pair.ts'
import { TlsEntry, type TlsEntryOptions } from './tls-entry.ts'

test('a certificate that is none is told at once and not with the first client', () => {
  const settings = { certificate: 'none', key: 'none' }
  assert.throws(() => new TlsEntry(options({ settings })))
})

test('a socket of any server comes out secure, with both ends able to outlive the other', async (t) => {
  const root = authority(t)
  const settings = root.issue('/CN=proxy')
  const { near, far } = await socketPair(t)
  const secured = new Promise<TLSSocket>((resolve) => {
    new TlsEntry(options({ settings, onSecure: resolve })).secure(near)
  })
  const client = connect({ socket: far, rejectUnauthorized: false })
  client.on('error', () => {})
  const socket = await secured
  assert.equal(socket.encrypted, true)
  assert.equal(socket.allowHalfOpen, true)
  client.destroy()
  socket.destroy()
})

test('what is no handshake is a failure with its socket', async (t) => {
  const settings = authority(t).issue('/CN=proxy')
  const { near, far } = await socketPair(t)
  const failed = new Promise<NodeJS.ErrnoException>((resolve) => {
    new TlsEntry(options({ settings, onFailure: resolve })).secure(near)
  })
  far.write('GET / HTTP/1.1\r\n\r\n')
  assert.equal((await failed).code, 'ERR_SSL_HTTP_REQUEST')
})

function options(part: Partial<TlsEntryOptions>): TlsEntryOptions {
  return {
    settings: { certificate: '', key: '' },
    handshakeTimeoutMs: 10_000,
    onSecure: () => assert.fail('nothing was to be secure'),
    onFailure: (error) => assert.fail(error),
    ...part,
  }
}
