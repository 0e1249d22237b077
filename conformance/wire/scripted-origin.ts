import { once } from 'node:events'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { Connection, printed } from './connection.ts'
import { LIMIT_MS, Signal } from './signal.ts'

/** An origin that knows no HTTP: it keeps what it is sent, and says what a test tells it to say. */
export class ScriptedOrigin {
  readonly connections: Connection[] = []
  readonly port: number
  readonly #server: Server
  readonly #signal: Signal

  static async start(): Promise<ScriptedOrigin> {
    const server = createServer({ allowHalfOpen: true })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return new ScriptedOrigin(server)
  }

  private constructor(server: Server) {
    this.#server = server
    this.#signal = new Signal()
    this.port = (server.address() as AddressInfo).port
    server.on('connection', (socket) => {
      this.connections.push(new Connection(socket, this.#signal))
      this.#signal.changed()
    })
  }

  get authority(): string {
    return `127.0.0.1:${this.port}`
  }

  /** Everything that arrived on any connection. */
  get received(): string {
    return this.connections.map((connection) => connection.received).join('')
  }

  get unread(): string {
    return this.connections.map((connection) => connection.unread).join('')
  }

  until<T>(what: string, look: () => T | undefined, limitMs: number = LIMIT_MS): Promise<T> {
    return this.#signal.until(what, look, () => this.describe(), limitMs)
  }

  /** The connection with that number, counted from 0 in order of arrival. */
  connection(number = 0): Promise<Connection> {
    return this.until(`connection ${number} at the origin`, () => this.connections[number])
  }

  describe(): string {
    return `The origin has ${this.connections.length} connection(s), unread: ${printed(this.unread)}`
  }

  async close(): Promise<void> {
    for (const connection of this.connections) connection.close()
    this.#server.close()
    await once(this.#server, 'close')
  }
}
