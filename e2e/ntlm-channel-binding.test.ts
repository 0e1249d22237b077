import assert from 'node:assert/strict'
import { createHash, X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import * as http from 'node:http'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { before, test } from 'node:test'
import { createServer as createTlsServer } from 'node:tls'
import { type AgentOptions, createDispatcher, createHttpAgents } from '@hopwise/agent'
import { type Certificates, makeCertificates } from './harness/certificates.ts'
import { parentAt, startChildProxy } from './harness/child-proxy.ts'
import { missing } from './harness/missing.ts'
import { HELLO, startOrigin } from './harness/origin.ts'
import { startSquid } from './harness/parent-peers.ts'
import { type Scope, scopeOf, wholeFile } from './harness/scope.ts'
import { ALICE, userinfo } from './harness/users.ts'

// Squid lets in whom Samba's verifier knows. In front of it stands TLS, which keeps what was sent: whether
// the third message of NTLM is bound to the certificate of that TLS (MS-NLMP §2.2.2.1, RFC 5929 §4).
const skip = missing('curl', '/usr/sbin/squid', '/usr/bin/ntlm_auth')
let certificates: Certificates
let squidPort = 0
/** What a message is bound to that knows of no TLS. */
const UNBOUND = '0'.repeat(32)

before(async () => {
  if (skip !== false) return
  certificates = await makeCertificates(wholeFile)
  squidPort = (await startSquid(wholeFile, 'ntlm')).port
})

type Reach = (scope: Scope, proxy: Front, url: string) => Promise<string>

const REACHES: readonly [name: string, isTunnel: boolean, reach: Reach][] = [
  ['fetch', false, byFetch],
  ['fetch through a tunnel', true, byFetch],
  ['node:http', false, byNodeHttp],
  ['a parent', false, byParent],
  ['a tunnel through a parent', true, byParent],
]

for (const [name, isTunnel, reach] of REACHES) {
  for (const isTls of [true, false]) {
    const bound = isTls ? 'bound to its certificate' : 'bound to nothing'
    test(`${name}, the proxy ${isTls ? 'over TLS' : 'in plain'}: NTLM is ${bound}`, {
      skip,
    }, async (t) => {
      const scope = scopeOf(t)
      const origin = await startOrigin(scope, undefined, isTunnel ? certificates : undefined)
      const front = await startFront(scope, isTls)
      assert.equal(await reach(scope, front, origin.url), HELLO)
      const bindings = front.bindings()
      assert.notEqual(bindings.length, 0, 'nobody has signed in')
      assert.deepEqual([...new Set(bindings)], [isTls ? nameOfCertificate() : UNBOUND])
    })
  }
}

async function byFetch(scope: Scope, { url }: Front, target: string): Promise<string> {
  const { authorityText: ca } = certificates
  const dispatcher = createDispatcher({ ...optionsFor(url), tls: { ca } })
  scope.after(() => dispatcher.destroy())
  return (await fetch(target, { dispatcher } as unknown as RequestInit)).text()
}

async function byNodeHttp(scope: Scope, { url }: Front, target: string): Promise<string> {
  const agents = createHttpAgents(optionsFor(url))
  scope.after(() => agents.http.destroy())
  const [response] = (await once(http.get(target, { agent: agents.http }), 'response')) as [
    http.IncomingMessage,
  ]
  let text = ''
  for await (const piece of response) text += piece
  return text
}

function optionsFor(proxy: string): AgentOptions {
  const address = new URL(proxy)
  return {
    proxy: `${address.protocol}//${userinfo(ALICE)}${address.host}`,
    proxyTls: { ca: certificates.authorityText },
  }
}

async function byParent(scope: Scope, { url, port }: Front, target: string): Promise<string> {
  const scheme = url.startsWith('https') ? 'https' : 'http'
  const parent = parentAt(port, ALICE, {
    address: { scheme, host: 'localhost', port },
    authorities: [certificates.authorityText],
  })
  const child = await startChildProxy(scope, parent)
  return (await child.curl(target, '--cacert', certificates.authority)).body
}

interface Front {
  readonly url: string
  readonly port: number
  /** Of each third message: MsvAvChannelBindings in hex. */
  bindings(): readonly string[]
}

/** A way to Squid that keeps what clients send, over TLS or not. */
async function startFront(scope: Scope, isTls: boolean): Promise<Front> {
  const sockets = new Set<Socket>()
  let received = ''
  const pass = (client: Socket): void => {
    const squid = connect(squidPort, '127.0.0.1')
    for (const socket of [client, squid]) {
      sockets.add(socket)
      socket.on('error', () => [client, squid].map((one) => one.destroy()))
    }
    client.on('data', (piece: Buffer) => {
      received += piece.toString('latin1')
    })
    client.pipe(squid).pipe(client)
  }
  const { key, certificate: cert } = certificates
  const server = isTls ? createTlsServer({ key, cert }, pass) : createServer(pass)
  server.listen(0, 'localhost')
  await once(server, 'listening')
  scope.after(() => {
    server.close()
    for (const socket of sockets) socket.destroy()
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `${isTls ? 'https' : 'http'}://localhost:${port}`,
    port,
    bindings: () =>
      [...received.matchAll(/^Proxy-Authorization: NTLM (\S+)\r$/gim)]
        .map(([, token = '']) => Buffer.from(token, 'base64'))
        .filter((message) => message.readUInt32LE(8) === THIRD)
        .map(bindingIn),
  }
}

/** MsvAvChannelBindings among the pairs of the NTLMv2 response (MS-NLMP §2.2.2.7, §2.2.2.1). */
function bindingIn(message: Buffer): string {
  const start = message.readUInt32LE(24)
  const response = message.subarray(start, start + message.readUInt16LE(20))
  for (let at = PAIRS_AT; at + 4 <= response.length; ) {
    const id = response.readUInt16LE(at)
    const length = response.readUInt16LE(at + 2)
    if (id === CHANNEL_BINDINGS) return response.toString('hex', at + 4, at + 4 + length)
    if (id === END) break
    at += 4 + length
  }
  return 'absent'
}

/** RFC 2744 §3.11: no addresses (sixteen zeros), the length, and the name of the channel. */
function nameOfCertificate(): string {
  const { raw } = new X509Certificate(certificates.certificate)
  const hash = createHash('sha256').update(raw).digest()
  const name = Buffer.concat([Buffer.from('tls-server-end-point:'), hash])
  const length = Buffer.alloc(4)
  length.writeUInt32LE(name.length)
  return createHash('md5').update(Buffer.alloc(16)).update(length).update(name).digest('hex')
}

const THIRD = 3
/** Behind the proof of 16 octets and 28 of fixed fields. */
const PAIRS_AT = 44
const CHANNEL_BINDINGS = 10
const END = 0
