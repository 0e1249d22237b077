import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect as connectTcp } from 'node:net'
import { type TestContext, test } from 'node:test'
import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls'
import { openAccess } from '../core/access.ts'
import { type Authority, authority, type Issued } from '../testing/authority.ts'
import { eventually } from '../testing/eventually.ts'
import { ALICE, answering, asking, startOrigin, talk } from '../testing/loopback.ts'
import { anEngine, connecting } from '../testing/start-engine.ts'
import { ClientConnection } from './client-connection.ts'
import type { Engine } from './engine.ts'
import type { Entrance, TlsSettings } from './entrance.ts'
import { Listener } from './listener.ts'

const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi'

test('requests over TLS are served one after another on one connection', async (t) => {
  const origin = await startOrigin(t, answering(OK))
  const { port, ca, entries } = await start(t)
  const client = await secure(t, port, { ca })
  for (let i = 0; i < 3; i++) {
    client.write(asking(`GET http://127.0.0.1:${origin.port}/ HTTP/1.1`))
    assert.match(await until(client, /hi$/), /^HTTP\/1\.1 200 OK/)
  }
  assert.equal(entries.length, 3)
})

test('links on our pages lead back by https', async (t) => {
  const { port, ca } = await start(t)
  const client = await secure(t, port, { ca })
  client.write('GET / HTTP/1.1\r\nHost: x\r\nAccept: text/html\r\nConnection: close\r\n\r\n')
  assert.match(await rest(client), new RegExp(`https://127\\.0\\.0\\.1:${port}`))
})

test('a tunnel through TLS passes both ways, and counts what was said and not what was encrypted', async (t) => {
  const origin = await startOrigin(t, (socket) => {
    socket.on('data', (piece) => socket.write(piece))
    socket.on('end', () => socket.end('bye'))
  })
  const { port, ca, entries } = await start(t)
  const client = await secure(t, port, { ca })
  client.write(connecting(origin.port))
  await until(client, /\r\n\r\n$/)
  client.write(`${'x'.repeat(100_000)}!`)
  await until(client, /!$/)
  client.end()
  assert.equal(await rest(client), 'bye')
  await eventually(() => entries.length === 1, 'the entry')
  assert.equal(entries[0]?.outcome, 'tunnelled')
  const head = connecting(origin.port).length
  assert.equal(entries[0]?.bytes.fromClient, 100_001 + head)
})

test('a response that broke off does not look whole: the connection is reset', async (t) => {
  const origin = await startOrigin(t, (socket) => {
    socket.once('data', () => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\npart', () => socket.destroy())
    })
  })
  const { port, ca } = await start(t)
  const client = await secure(t, port, { ca })
  client.write(asking(`GET http://127.0.0.1:${origin.port}/ HTTP/1.1`))
  await until(client, /part$/)
  const [error] = (await once(client, 'error')) as [NodeJS.ErrnoException]
  assert.equal(error.code, 'ECONNRESET')
})

test('a certificate of ours is a proof, another is none and is said to be', async (t) => {
  const seen: (string | undefined)[][] = []
  const { port, ca, root } = await start(t, {
    asks: true,
    onPeer: (client) => {
      const { certificate, certificateProblem } = client.peer
      seen.push([certificate?.subject, certificateProblem])
    },
  })
  const stranger = authority(t, '/CN=Another')
  const shown: (Issued | undefined)[] = [
    undefined,
    root.issue('/CN=alice'),
    root.issue('/CN=alice', '', -1),
    stranger.issue('/CN=alice'),
  ]
  for (const issued of shown) {
    const client = await secure(t, port, { ca, ...identity(issued) })
    client.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')
    await rest(client)
  }
  assert.deepEqual(seen, [
    [undefined, undefined],
    ['CN=alice', undefined],
    [undefined, 'CERT_HAS_EXPIRED'],
    [undefined, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
  ])
})

test('a resumed session has its certificate, too', async (t) => {
  const subjects: (string | undefined)[] = []
  const { port, ca, root } = await start(t, {
    asks: true,
    onPeer: (client) => subjects.push(client.peer.certificate?.subject),
  })
  const alice = identity(root.issue('/CN=alice'))
  let session: Buffer | undefined
  for (let i = 0; i < 2; i++) {
    const client = await secure(t, port, { ca, ...alice, ...(session && { session }) })
    client.on('session', (ticket) => {
      session = ticket
    })
    client.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')
    await rest(client)
    assert.equal(client.isSessionReused(), i === 1)
  }
  assert.deepEqual(subjects, ['CN=alice', 'CN=alice'])
})

test('when an authority is not trusted any more, neither is who it signed, on no connection', async (t) => {
  const peers: ClientConnection['peer'][] = []
  const { port, ca, root, entrance } = await start(t, {
    asks: true,
    onPeer: (client) => peers.push(client.peer),
  })
  const client = await secure(t, port, { ca, ...identity(root.issue('/CN=alice')) })
  await eventually(() => peers[0]?.certificate?.commonName === 'alice', 'alice')
  const other = authority(t, '/CN=Another').certificate
  const clientCertificates = { authorities: [other], required: false }
  entrance.tls = { ...entrance.tls!, clientCertificates }
  assert.equal(peers[0]?.certificate, undefined)
  client.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')
  assert.match(await rest(client), /^HTTP\/1\.1 200/)
})

test('who began to agree on keys when another authority was trusted begins anew', async (t) => {
  const seen: (string | undefined)[] = []
  const { port, ca, root, entrance } = await start(t, {
    asks: true,
    onPeer: (client) => seen.push(client.peer.certificate?.commonName),
  })
  const early = connectTcp(port, '127.0.0.1')
  await once(early, 'connect')
  // Those who come later are accepted later.
  await secure(t, port, { ca })
  await eventually(() => seen.length === 1, 'somebody without a certificate')
  const other = authority(t, '/CN=Another').certificate
  const clientCertificates = { authorities: [other], required: false }
  entrance.tls = { ...entrance.tls!, clientCertificates }
  const alice = identity(root.issue('/CN=alice'))
  const client = connect({ socket: early, host: '127.0.0.1', ca, ...alice })
  t.after(() => client.destroy())
  client.on('error', () => {})
  await closed(client)
  assert.deepEqual(seen, [undefined])
})

test('without the certificate that is required no request is read', async (t) => {
  const troubles: string[] = []
  const { port, ca } = await start(t, { asks: true, required: true, troubles })
  const client = await secure(t, port, { ca })
  await closed(client)
  await eventually(() => troubles.length === 1, 'a sentence')
  assert.match(troubles[0]!, /no TLS with 127\.0\.0\.1: it shows no certificate/)
})

test('a client that speaks HTTP without TLS ends, and the operator is told', async (t) => {
  const troubles: string[] = []
  const { port } = await start(t, { troubles })
  await talk(t, port, 'GET / HTTP/1.1\r\nHost: x\r\n\r\n')
  assert.match(troubles[0]!, /^127\.0\.0\.1:\d+: no TLS with 127\.0\.0\.1: it speaks HTTP/)
})

test('a client that says nothing is waited for as long as a handshake may take', async (t) => {
  const troubles: string[] = []
  const { port } = await start(t, { troubles, handshakeTimeoutMs: 50 })
  assert.equal(await talk(t, port, ''), '')
  assert.match(troubles[0]!, /it took too long/)
})

test('a new certificate is shown to the next client, without another port', async (t) => {
  const { port, ca, root, entrance } = await start(t)
  const before = await secure(t, port, { ca })
  entrance.tls = settingsOf(root.issue('/CN=renewed', 'IP:127.0.0.1'))
  const after = await secure(t, port, { ca })
  assert.notEqual(before.getPeerCertificate().fingerprint, after.getPeerCertificate().fingerprint)
  before.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')
  assert.match(await rest(before), /^HTTP\/1\.1 200/)
})

test('TLS can be switched off and on without another port', async (t) => {
  const { port, ca, entrance } = await start(t)
  const { tls } = entrance
  entrance.tls = undefined
  const request = 'GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'
  assert.match(await talk(t, port, request), /^HTTP\/1\.1 200/)
  entrance.tls = tls
  await secure(t, port, { ca })
})

test('a listener that closes frees its port and drops who was still agreeing on keys', async (t) => {
  const { port, listener, engine } = await start(t)
  const client = connectTcp(port, '127.0.0.1')
  await once(client, 'connect')
  assert.equal(engine.listeners.has('127.0.0.1', port), true)
  const isClosed = once(client, 'close')
  await listener.close()
  await isClosed
  assert.equal(engine.listeners.has('127.0.0.1', port), false)
  const again = new Listener({ access: openAccess(ALICE) }, engine, () => {})
  await again.bind({ host: '127.0.0.1', port })
  await again.close()
})

interface Options {
  readonly asks?: boolean
  readonly required?: boolean
  readonly troubles?: string[]
  readonly handshakeTimeoutMs?: number
  readonly onPeer?: (client: ClientConnection) => void
}

interface Started {
  readonly port: number
  readonly ca: string
  readonly root: Authority
  readonly entrance: Entrance
  readonly listener: Listener
  readonly engine: Engine
  readonly entries: ReturnType<typeof anEngine>['entries']
}

async function start(t: TestContext, options: Options = {}): Promise<Started> {
  const { troubles = [], handshakeTimeoutMs, onPeer } = options
  const { engine, entries } = anEngine({
    onTrouble: (sentence) => void troubles.push(sentence),
    ...(handshakeTimeoutMs !== undefined && { limits: { handshakeTimeoutMs } }),
  })
  const root = authority(t)
  const ca = root.certificate
  const clientCertificates = { authorities: [ca], required: options.required ?? false }
  const entrance: Entrance = {
    access: openAccess(ALICE),
    tls: {
      ...settingsOf(root.issue('/CN=proxy', 'IP:127.0.0.1')),
      ...(options.asks && { clientCertificates }),
    },
  }
  const listener = new Listener(entrance, engine, (socket, into) => {
    const client = new ClientConnection(socket, into, engine)
    onPeer?.(client)
    void client.serve()
  })
  const { port } = await listener.bind({ host: '127.0.0.1', port: 0 })
  t.after(() => {
    for (const client of engine.clients) client.connection.destroy()
    for (const tunnel of engine.joined) tunnel.destroy()
    engine.pool.closeIdle()
    return listener.close()
  })
  return { port, ca, root, entrance, listener, engine, entries }
}

function settingsOf({ certificate, key }: Issued): TlsSettings {
  return { certificate, key }
}

function identity(issued: Issued | undefined): ConnectionOptions {
  return issued === undefined ? {} : { cert: issued.certificate, key: issued.key }
}

async function secure(
  t: TestContext,
  port: number,
  options: ConnectionOptions,
): Promise<TLSSocket> {
  const socket = connect({ port, host: '127.0.0.1', ALPNProtocols: ['http/1.1'], ...options })
  t.after(() => socket.destroy())
  await once(socket, 'secureConnect')
  return socket.setEncoding('latin1')
}

/** What comes from now on, once it matches. */
function until(socket: TLSSocket, pattern: RegExp): Promise<string> {
  let text = ''
  return new Promise((resolve, reject) => {
    const listener = (piece: string): void => {
      text += piece
      if (!pattern.test(text)) return
      socket.off('data', listener)
      resolve(text)
    }
    socket.on('data', listener)
    socket.once('close', () => reject(new Error(`${pattern} was awaited, this came: ${text}`)))
  })
}

async function rest(socket: TLSSocket): Promise<string> {
  let text = ''
  socket.on('data', (piece: string) => {
    text += piece
  })
  await once(socket, 'end')
  return text
}

async function closed(socket: TLSSocket): Promise<void> {
  socket.on('error', () => {})
  socket.resume()
  if (!socket.closed) await new Promise((resolve) => socket.once('close', resolve))
}
