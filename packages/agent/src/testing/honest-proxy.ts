import { createServer, request as httpRequest, type IncomingMessage } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { connect, type Socket } from 'node:net'
import type { TestContext } from 'node:test'
import { ALICE_BASIC } from './a-hop.ts'
import { onLoopback } from './on-loopback.ts'

export interface HonestProxy {
  readonly port: number
  /** `METHOD target credentials` of each request, in order. */
  readonly requests: readonly string[]
  readonly connections: number
  /** Value that is let in. Change it as an operator would. */
  credentials: string
}

/** A forward proxy on `node:http` that asks for Basic and does what proxies do. */
export async function startHonest(
  t: TestContext,
  tls?: { readonly key: string; readonly cert: string },
): Promise<HonestProxy> {
  const requests: string[] = []
  const sockets = new Set<Socket>()
  const proxy = { credentials: ALICE_BASIC, port: 0, requests, connections: 0 }
  const isLetIn = (request: IncomingMessage): boolean => {
    const { method, url } = request
    const credentials = request.headers['proxy-authorization'] ?? '-'
    requests.push(`${method} ${url} ${credentials}`)
    return credentials === proxy.credentials
  }
  const server = tls ? createTlsServer({ ...tls }) : createServer()
  server.on('connection', () => proxy.connections++)
  server.on('request', (request, response) => {
    if (!isLetIn(request)) {
      request.resume()
      response.writeHead(407, { 'proxy-authenticate': ['Negotiate', 'Basic realm="test"'] })
      return void response.end('Who are you?')
    }
    const { hostname, port, pathname, search } = new URL(request.url ?? '')
    const { 'proxy-authorization': _, ...headers } = request.headers
    const path = `${pathname}${search}`
    // A connection of its own, so that nobody redirects it: the proxy is in the process under test.
    const createConnection = () => connect(Number(port || 80), hostname)
    const forwarded = httpRequest({ path, method: request.method, headers, createConnection })
    forwarded.on('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.rawHeaders)
      answer.pipe(response)
    })
    forwarded.on('error', () => response.destroy())
    response.on('close', () => forwarded.destroy())
    request.pipe(forwarded)
  })
  server.on('connect', (request: IncomingMessage, socket: Socket) => {
    if (!isLetIn(request)) {
      return void socket.write(
        'HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm="test"\r\nContent-Length: 0\r\n\r\n',
        () => server.emit('connection', socket),
      )
    }
    const [host = '', port] = (request.url ?? '').split(':')
    const origin = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      origin.pipe(socket).pipe(origin)
    })
    sockets.add(origin)
    for (const one of [origin, socket]) one.on('error', () => undefined)
  })
  proxy.port = await onLoopback(t, server, sockets)
  return proxy
}
