import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createHash, X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { type AddressInfo, connect as connectTcp, createServer as createTcpServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { connect, createServer, type TLSSocket } from 'node:tls'
import { channelBindingOf } from './channel-binding.ts'

test('a connection is named by the certificate of its handshake', async (t) => {
  const { cert, key } = selfSigned(t)
  const server = createServer({ cert, key }, (accepted) => void accepted.on('error', () => {}))
  const port = await listening(t, server)
  const socket: TLSSocket = connect({ port, host: 'localhost', ca: cert })
  t.after(() => socket.destroy())
  assert.equal(channelBindingOf(socket), undefined, 'nobody knows whom it is with yet')
  await once(socket, 'secureConnect')
  const hash = createHash('sha384').update(new X509Certificate(cert).raw).digest()
  const expected = Buffer.concat([Buffer.from('tls-server-end-point:'), hash])
  // A handshake has several rounds, and each of them asks.
  for (const round of [1, 2]) {
    assert.deepEqual(Buffer.from(channelBindingOf(socket) ?? []), expected, `round ${round}`)
  }
})

test('a connection without TLS has no such name', async (t) => {
  const port = await listening(
    t,
    createTcpServer((socket) => void socket.end()),
  )
  const socket = connectTcp(port, '127.0.0.1')
  t.after(() => socket.destroy())
  await once(socket, 'connect')
  assert.equal(channelBindingOf(socket), undefined)
})

function selfSigned(t: TestContext): { readonly cert: string; readonly key: string } {
  const directory = mkdtempSync(join(tmpdir(), 'hopwise-binding-'))
  t.after(() => rmSync(directory, { recursive: true, force: true }))
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'],
      ...['-sha384', '-keyout', 'key', '-out', 'cert', '-days', '2', '-subj', '/CN=localhost'],
      ...['-addext', 'subjectAltName=DNS:localhost'],
    ],
    { cwd: directory, stdio: 'pipe' },
  )
  const read = (name: string): string => readFileSync(join(directory, name), 'utf8')
  return { cert: read('cert'), key: read('key') }
}

async function listening(
  t: TestContext,
  server: ReturnType<typeof createTcpServer>,
): Promise<number> {
  server.listen(0, 'localhost')
  await once(server, 'listening')
  t.after(() => server.close())
  return (server.address() as AddressInfo).port
}
