import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import type { Certificates } from './certificates.ts'
import type { Scope } from './scope.ts'

/** A web server on loopback that keeps every byte it was sent. */
export interface Origin {
  readonly url: string
  readonly port: number
  readonly server: Server
  /** Everything received on all connections, decrypted, one character per octet. */
  received(): string
  connections(): number
}

export const HELLO = 'hello from the origin\n'

export async function startOrigin(
  scope: Scope,
  answer: RequestListener = sayHello,
  tls?: Certificates,
): Promise<Origin> {
  const server = tls
    ? createTlsServer({ key: tls.key, cert: tls.certificate }, answer)
    : createServer(answer)
  const record = recordBytes(server, tls ? 'secureConnection' : 'connection')
  const port = await listenAnew(server)
  scope.after(() => stop(server, record.sockets))
  return {
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    port,
    server,
    received: () => Buffer.concat(record.chunks).toString('latin1'),
    connections: () => record.sockets.size,
  }
}

/** On a port that no origin of this process had before: journals tell by it which exchange was whose. */
async function listenAnew(server: Server): Promise<number> {
  for (;;) {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    if (!HAD.has(port)) {
      HAD.add(port)
      return port
    }
    await new Promise((resolve) => server.close(resolve))
  }
}

const HAD = new Set<number>()

export const sayHello: RequestListener = (request, response) => {
  request.resume()
  response.setHeader('content-type', 'text/plain')
  response.end(HELLO)
}

// A `data` listener takes the socket out of the parser's native fast path, so it sees every byte
// before the parser does, and goes on seeing them after an Upgrade.
function recordBytes(server: Server, event: string): { chunks: Buffer[]; sockets: Set<Socket> } {
  const record = { chunks: [] as Buffer[], sockets: new Set<Socket>() }
  server.on(event, (socket: Socket) => {
    record.sockets.add(socket)
    socket.on('data', (chunk) => record.chunks.push(chunk))
    // A peer that resets is part of some tests; what the origin was sent is what is judged.
    socket.on('error', () => undefined)
  })
  return record
}

async function stop(server: Server, sockets: Set<Socket>): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve))
  for (const socket of sockets) socket.destroy()
  await closed
}
