import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { TLSSocket } from 'node:tls'
import type { BerWriter } from 'ldapts'
import { connectDirectory, type DirectoryAddress } from './connect-directory.ts'
import { message } from './testing/scripted-directory.ts'

const EXTENDED_RESPONSE = 0x78
const skip = spawnSync('openssl', ['version']).error !== undefined && 'openssl is not installed'

test('a plain connection is a connection', async (t) => {
  const address = await listening(t, () => {})
  const socket = await connectDirectory(address, 5000)
  assert.equal(socket.readyState, 'open')
  socket.destroy()
})

test('nobody there is told in a sentence', async (t) => {
  const address = await listening(t, () => {})
  const gone = { ...address, port: 1 }
  await assert.rejects(connectDirectory(gone, 5000), {
    message: /nothing listens there: is the directory running/,
  })
})

for (const security of ['start-tls', 'tls'] as const) {
  test(`${security}: a peer that never answers is given up in time`, async (t) => {
    const address = await listening(t, () => {})
    const fromMs = performance.now()
    await assert.rejects(connectDirectory({ ...address, security }, 50), {
      message: /no connection within 50 ms/,
    })
    assert.ok(performance.now() - fromMs < 3000)
  })

  test(`${security}: a peer that hangs up is told`, async (t) => {
    const address = await listening(t, (socket) => socket.end())
    await assert.rejects(connectDirectory({ ...address, security }, 5000), {
      message: /the directory closed the connection|disconnected before secure/,
    })
  })

  test(`${security}: a certificate of a known authority is accepted, others are not`, {
    skip,
  }, async (t) => {
    const { key, cert } = certificate(t, 'IP:127.0.0.1')
    const tls = (socket: Socket) =>
      void new TLSSocket(socket, { isServer: true, key, cert }).on('error', () => {})
    const address = await listening(t, security === 'tls' ? tls : afterStartTls(tls))
    const socket = await connectDirectory({ ...address, security, authorities: cert }, 5000)
    assert.ok(socket instanceof TLSSocket && socket.authorized)
    socket.destroy()
    await assert.rejects(connectDirectory({ ...address, security }, 5000), {
      message: /the certificate cannot be trusted/,
    })
  })

  test(`${security}: a certificate of another host is not accepted`, { skip }, async (t) => {
    const { key, cert } = certificate(t, 'DNS:other.example')
    const tls = (socket: Socket) =>
      void new TLSSocket(socket, { isServer: true, key, cert }).on('error', () => {})
    const address = await listening(t, security === 'tls' ? tls : afterStartTls(tls))
    await assert.rejects(connectDirectory({ ...address, security, authorities: cert }, 5000), {
      message: /the certificate cannot be trusted .*127\.0\.0\.1/,
    })
  })
}

test('a directory that does not offer StartTLS is told, and nothing goes on unprotected', async (t) => {
  const address = await listening(t, (socket) => {
    socket.once('data', () => socket.write(startTlsAnswer(52, 'TLS is not configured')))
  })
  await assert.rejects(connectDirectory({ ...address, security: 'start-tls' }, 5000), {
    message: /refuses StartTLS \(code 52: TLS is not configured\): does it have a certificate\?/,
  })
})

test('octets in clear behind the answer to StartTLS are refused, whole messages and beginnings', async (t) => {
  const forged = message(2, 0x61, success)
  for (const injected of [forged, forged.subarray(0, 3), Buffer.from([0x30])]) {
    const address = await listening(t, (socket) => {
      socket.once('data', () => socket.write(Buffer.concat([startTlsAnswer(0), injected])))
    })
    await assert.rejects(connectDirectory({ ...address, security: 'start-tls' }, 5000), {
      message: /more than one answer to StartTLS/,
    })
  }
})

test('an answer to StartTLS that comes octet by octet is the same answer', async (t) => {
  const address = await listening(t, (socket) => {
    socket.setNoDelay(true)
    socket.once('data', async () => {
      for (const octet of startTlsAnswer(52, 'no')) {
        socket.write(Buffer.of(octet))
        await new Promise((resolve) => setImmediate(resolve))
      }
    })
  })
  await assert.rejects(connectDirectory({ ...address, security: 'start-tls' }, 5000), {
    message: /code 52: no/,
  })
})

test('whoever answers something else does not speak LDAP', async (t) => {
  for (const answer of [message(1, 0x61, success), message(7, EXTENDED_RESPONSE, success)]) {
    const address = await listening(t, (socket) => {
      socket.once('data', () => socket.write(answer))
    })
    await assert.rejects(connectDirectory({ ...address, security: 'start-tls' }, 5000), {
      message: /does LDAP listen there/,
    })
  }
})

function success(writer: BerWriter): void {
  writer.writeEnumeration(0)
  writer.writeString('')
  writer.writeString('')
}

function startTlsAnswer(code: number, text = ''): Buffer {
  return message(1, EXTENDED_RESPONSE, (writer) => {
    writer.writeEnumeration(code)
    writer.writeString('')
    writer.writeString(text)
  })
}

function afterStartTls(speak: (socket: Socket) => void): (socket: Socket) => void {
  return (socket) =>
    void socket.once('data', () => {
      socket.pause()
      socket.write(startTlsAnswer(0))
      speak(socket)
    })
}

async function listening(
  t: TestContext,
  speak: (socket: Socket) => void,
): Promise<DirectoryAddress> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    speak(socket)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => {
    server.close()
    for (const socket of sockets) socket.destroy()
  })
  const { port } = server.address() as AddressInfo
  return { url: `ldap://127.0.0.1:${port}`, host: '127.0.0.1', port, security: 'plain' }
}

function certificate(t: TestContext, name: string): { key: string; cert: string } {
  const directory = mkdtempSync(join(tmpdir(), 'hopwise-ldap-'))
  t.after(() => rmSync(directory, { recursive: true }))
  const [key, cert, config] = ['key.pem', 'cert.pem', 'config'].map((file) => join(directory, file))
  writeFileSync(config!, `[req]\ndistinguished_name=dn\n[dn]\n[ext]\nsubjectAltName=${name}\n`)
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
  const places = ['-keyout', key!, '-out', cert!, '-days', '2', '-config', config!]
  execFileSync(
    'openssl',
    ['req', '-x509', ...newKey, ...places, '-subj', '/CN=directory', '-extensions', 'ext'],
    { stdio: 'ignore' },
  )
  return { key: readFileSync(key!, 'utf8'), cert: readFileSync(cert!, 'utf8') }
}
