import { createServer, type Server, type Socket } from 'node:net'
import { formatAuthority } from '@hopwise/http'
import type { Engine } from './engine.ts'
import { type Entrance, haveSameAuthorities, type TlsSettings } from './entrance.ts'
import { HandshakeReport } from './handshake-report.ts'
import { noteBeneath } from './reset-socket.ts'
import { TlsEntry } from './tls-entry.ts'

/** Where to listen. */
export interface ListenAddress {
  readonly host: string
  readonly port: number
}

export type Accept = (socket: Socket, entrance: Entrance) => void

/** A port that is bound, and those who come in by it until they can be spoken with. */
export class Listener {
  readonly entrance: Entrance
  readonly #engine: Engine
  readonly #server: Server
  readonly #accept: Accept
  readonly #handshaking = new Map<string, Socket>()
  #report: HandshakeReport | undefined
  #tls: { readonly settings: TlsSettings; readonly entry: TlsEntry } | undefined
  #address: ListenAddress = { host: '', port: 0 }

  /** @param accept given every socket that requests can be read from */
  constructor(entrance: Entrance, engine: Engine, accept: Accept) {
    this.entrance = entrance
    this.#engine = engine
    this.#accept = accept
    this.#server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) =>
      this.#connected(socket),
    )
  }

  /** Resolves with the address that was bound; rejects with Node's error (`EADDRINUSE` …). */
  bind(at: ListenAddress): Promise<ListenAddress> {
    const server = this.#server
    return new Promise((resolve, reject) => {
      server.once('error', reject)
      server.listen({ host: at.host, port: at.port, backlog: BACKLOG }, () => {
        server.off('error', reject)
        // Without descriptors left no connection can be accepted; the ones there are go on.
        server.on('error', (error) => {
          this.#engine.onTrouble(`a connection could not be accepted: ${error.message}`)
        })
        const bound = server.address()
        if (bound === null || typeof bound === 'string') throw new TypeError('not a TCP listener')
        this.#address = { host: bound.address, port: bound.port }
        this.#engine.listeners.add(bound.address, bound.port)
        resolve(this.#address)
      })
    })
  }

  /** Frees the port. Resolves when the last of its connections has closed. */
  close(): Promise<void> {
    this.#engine.listeners.remove(this.#address.host, this.#address.port)
    this.#report?.close()
    // Nobody has asked anything yet who is still agreeing on keys.
    for (const socket of this.#handshaking.values()) socket.destroy()
    return new Promise((resolve) => {
      this.#server.close(() => resolve())
    })
  }

  #connected(socket: Socket): void {
    const { tls } = this.entrance
    if (tls === undefined) {
      this.#accept(socket, this.entrance)
      return
    }
    const { connections, limits } = this.#engine
    if (connections + this.#handshaking.size >= limits.clientConnectionsMax) {
      socket.destroy()
      return
    }
    const key = keyOf(socket)
    this.#handshaking.set(key, socket)
    socket.once('close', () => this.#handshaking.delete(key))
    this.#entryFor(tls).secure(socket)
  }

  #entryFor(settings: TlsSettings): TlsEntry {
    if (this.#tls?.settings === settings) return this.#tls.entry
    const entry = new TlsEntry({
      settings,
      handshakeTimeoutMs: this.#engine.limits.handshakeTimeoutMs,
      onSecure: (socket) => this.#secured(socket, settings),
      onFailure: (error, socket) => this.#failed(error, socket),
    })
    this.#tls = { settings, entry }
    return entry
  }

  #secured(socket: Socket, settings: TlsSettings): void {
    const key = keyOf(socket)
    const beneath = this.#handshaking.get(key)
    this.#handshaking.delete(key)
    if (beneath !== undefined) noteBeneath(socket, beneath)
    // Verified by authorities that are gone already: the next handshake knows better.
    if (haveSameAuthorities(settings, this.entrance.tls)) this.#accept(socket, this.entrance)
    else socket.destroy()
  }

  #failed(error: Error, socket: Socket): void {
    const { host, port } = this.#address
    this.#report ??= new HandshakeReport(formatAuthority(host, port), this.#engine.onTrouble)
    this.#report.failed(socket.remoteAddress ?? 'a client that has gone', error)
    socket.destroy()
  }
}

/** The same for a TLS socket and for the TCP socket beneath it, which Node does not tell of each other. */
function keyOf({ localAddress, remoteAddress, remotePort }: Socket): string {
  return `${localAddress} ${remoteAddress} ${remotePort}`
}

const BACKLOG = 1024
