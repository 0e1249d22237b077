import type { RequestListener } from 'node:http'
import { WebSocketServer } from 'ws'
import type { Certificates } from './certificates.ts'
import { type Origin, startOrigin } from './origin.ts'
import type { Scope } from './scope.ts'

/** Two origins for `programs/http-clients.mjs`: each redirects to the other, and answers WebSockets. */
export interface OriginsOfCases {
  readonly http: Origin
  readonly https: Origin
}

export async function startOriginsOfCases(
  scope: Scope,
  certificates: Certificates,
): Promise<OriginsOfCases> {
  const urls = { http: '', https: '' }
  const http = await startOrigin(
    scope,
    answering(
      'http',
      () => urls.https,
      () => http,
    ),
  )
  const https = await startOrigin(
    scope,
    answering(
      'https',
      () => urls.http,
      () => https,
    ),
    certificates,
  )
  Object.assign(urls, { http: http.url, https: https.url })
  for (const { server } of [http, https]) {
    const sockets = new WebSocketServer({ server })
    sockets.on('connection', (socket) => socket.on('message', (text) => socket.send(String(text))))
    scope.after(() => sockets.close())
  }
  return { http, https }
}

function answering(
  kind: 'http' | 'https',
  elsewhere: () => string,
  self: () => Origin,
): RequestListener {
  return (request, response) => {
    response.setHeader('content-type', 'text/plain')
    switch (request.url) {
      case '/elsewhere':
        return void response.writeHead(302, { location: `${elsewhere()}/` }).end()
      case '/connections':
        return void response.end(String(self().connections()))
      case '/length': {
        let length = 0
        request.on('data', (piece: Buffer) => {
          length += piece.length
        })
        return void request.on('end', () => response.end(String(length)))
      }
      default:
        request.resume()
        response.end(`hello by ${kind}`)
    }
  }
}
