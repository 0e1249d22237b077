import type { Socket } from 'node:net'
import { createServer, type Server, type TLSSocket } from 'node:tls'
import type { TlsSettings } from './entrance.ts'

export interface TlsEntryOptions {
  readonly settings: TlsSettings
  readonly handshakeTimeoutMs: number
  readonly onSecure: (socket: TLSSocket) => void
  readonly onFailure: (error: Error, socket: TLSSocket) => void
}

/**
 * The handshakes of a listener. The TCP server stays the listener's own, and hands its sockets in (as
 * `'connection'` of tls.Server is documented for): so settings can change while the port stays bound.
 */
export class TlsEntry {
  readonly #server: Server

  /** @throws {Error} when certificate and key cannot be used */
  constructor({ settings, handshakeTimeoutMs, onSecure, onFailure }: TlsEntryOptions) {
    const { certificate, key, clientCertificates: asked } = settings
    this.#server = createServer({
      cert: certificate,
      key,
      ALPNProtocols: ['http/1.1'],
      handshakeTimeout: handshakeTimeoutMs,
      requestCert: asked !== undefined,
      // Not required: an unverified certificate is as good as none, and authentication says so.
      rejectUnauthorized: asked?.required ?? false,
      ...(asked && { ca: [...asked.authorities] }),
    })
    this.#server.on('secureConnection', onSecure)
    this.#server.on('tlsClientError', onFailure)
  }

  /** Begins a handshake; `onSecure` or `onFailure` tells how it ended. */
  secure(socket: Socket): void {
    this.#server.emit('connection', socket)
  }
}
