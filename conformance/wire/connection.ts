import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { LIMIT_MS, Signal } from './signal.ts'

/**
 * One TCP connection whose bytes are kept until somebody takes them. Bytes are strings of one
 * character per octet (latin1), so that they can be matched and printed.
 */
export class Connection {
  /** Everything that ever came. */
  received = ''
  /** How the peer ended its side, once it has. */
  ended: 'open' | 'closed' | 'reset' = 'open'
  readonly socket: Socket
  readonly #signal: Signal
  #taken = 0

  constructor(socket: Socket, signal: Signal = new Signal()) {
    this.socket = socket
    this.#signal = signal
    socket.setNoDelay(true)
    socket.on('data', (bytes: Buffer) => {
      this.received += bytes.toString('latin1')
      signal.changed()
    })
    socket.on('end', () => this.#end('closed'))
    socket.on('error', () => this.#end('reset'))
    socket.on('close', () => this.#end('closed'))
  }

  get unread(): string {
    return this.received.slice(this.#taken)
  }

  take(length: number): string {
    const bytes = this.unread.slice(0, length)
    this.#taken += bytes.length
    return bytes
  }

  until<T>(what: string, look: () => T | undefined, limitMs: number = LIMIT_MS): Promise<T> {
    return this.#signal.until(what, look, () => this.describe(), limitMs)
  }

  /** The next `length` octets, taken. */
  async read(length: number): Promise<string> {
    await this.until(`${length} octets`, () => this.unread.length >= length || undefined)
    return this.take(length)
  }

  /** How the peer ended the connection; bytes that came before stay unread. */
  untilEnd(limitMs?: number): Promise<'closed' | 'reset'> {
    return this.until(
      'the end of the connection',
      () => (this.ended === 'open' ? undefined : this.ended),
      limitMs,
    )
  }

  /** Sends the octets, in `pieces` writes with a turn of the event loop between them. */
  async send(octets: string, pieces = 1): Promise<void> {
    const size = Math.max(1, Math.ceil(octets.length / pieces))
    for (let at = 0; at < octets.length; at += size) {
      if (this.socket.destroyed || !this.socket.writable) return
      this.socket.write(octets.slice(at, at + size), 'latin1')
      if (pieces > 1) await nextTurn()
    }
  }

  /** Half-closes: the other direction stays open. */
  end(): void {
    this.socket.end()
  }

  reset(): void {
    this.socket.resetAndDestroy()
  }

  close(): void {
    this.socket.destroy()
  }

  describe(): string {
    return `The connection is ${this.ended}, unread: ${printed(this.unread)}`
  }

  #end(how: 'closed' | 'reset'): void {
    if (this.ended === 'open' || how === 'reset') this.ended = how
    this.#signal.changed()
  }
}

export async function dial(port: number, host = '127.0.0.1'): Promise<Connection> {
  const socket = connect({ port, host, allowHalfOpen: true })
  await once(socket, 'connect')
  return new Connection(socket)
}

/** Octets for a person: control characters visible, one line of the wire per line. */
export function printed(octets: string): string {
  if (octets === '') return '(nothing)'
  const cut = octets.length > 3000 ? `${octets.slice(0, 3000)}… (${octets.length} octets)` : octets
  const visible = cut.replace(/[^\x20-\x7e]/g, (octet) => NAMED[octet] ?? hex(octet))
  return `\n  | ${visible.replaceAll('\\n', '\\n\n  | ')}`
}

function hex(octet: string): string {
  return octet === '…' ? octet : `\\x${octet.charCodeAt(0).toString(16).padStart(2, '0')}`
}

const NAMED: Record<string, string> = { '\r': '\\r', '\n': '\\n', '\t': '\\t', '\0': '\\0' }
