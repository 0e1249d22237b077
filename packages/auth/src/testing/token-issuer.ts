import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestContext } from 'node:test'
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose'

/** An HTTP server on loopback that answers as a test tells it to. */
export interface TestServer {
  readonly url: string
  /** Requests so far, with their content. */
  readonly requests: readonly { readonly request: IncomingMessage; readonly body: string }[]
  answer: (response: ServerResponse, body: string, request: IncomingMessage) => void
  connections(): number
  /** Ends connections that wait for a next request. */
  closeIdle(): void
  stop(): Promise<void>
}

export async function startServer(
  t: TestContext,
  answer: TestServer['answer'],
): Promise<TestServer> {
  const requests: { request: IncomingMessage; body: string }[] = []
  let connections = 0
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = []
    for await (const piece of request) pieces.push(piece)
    const body = Buffer.concat(pieces).toString()
    requests.push({ request, body })
    started.answer(response, body, request)
  })
  server.on('connection', () => {
    connections++
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const stop = async (): Promise<void> => {
    if (!server.listening) return
    server.close()
    server.closeAllConnections()
    await once(server, 'close')
  }
  t.after(stop)
  const { port } = server.address() as AddressInfo
  const started: TestServer = {
    url: `http://127.0.0.1:${port}/`,
    requests,
    answer,
    connections: () => connections,
    closeIdle: () => server.closeIdleConnections(),
    stop,
  }
  return started
}

export interface SigningKey {
  readonly kid: string
  readonly alg: string
  readonly jwk: object
  sign(payload: JWTPayload, header?: Readonly<Record<string, unknown>>): Promise<string>
}

export async function makeKey(kid: string, alg = 'ES256'): Promise<SigningKey> {
  const pair = await generateKeyPair(alg, { extractable: true })
  const jwk = { ...(await exportJWK(pair.publicKey)), kid, alg, use: 'sig' }
  return {
    kid,
    alg,
    jwk,
    sign: (payload, header = {}) =>
      new SignJWT(payload).setProtectedHeader({ alg, kid, ...header }).sign(pair.privateKey),
  }
}

export function keySet(...keys: readonly SigningKey[]): string {
  return JSON.stringify({ keys: keys.map(({ jwk }) => jwk) })
}
