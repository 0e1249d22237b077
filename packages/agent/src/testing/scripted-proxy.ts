import { createServer, type Socket } from 'node:net'
import type { TestContext } from 'node:test'
import { onLoopback } from './on-loopback.ts'

/** One connection of a client, from the proxy's side. */
export interface Accepted {
  readonly socket: Socket
  /** From 0. */
  readonly number: number
  /** The next request head, with its blank line; undefined when the client has gone. */
  head(): Promise<string | undefined>
  /** The next octets, as many as are asked for, as latin1 text. */
  octets(count: number): Promise<string>
  send(text: string): void
}

export interface ScriptedProxy {
  readonly port: number
  /** All request heads that came, in order. */
  readonly heads: readonly string[]
  readonly connections: number
}

/** A proxy that does what a test says, right or wrong. */
export async function startScripted(
  t: TestContext,
  speak: (client: Accepted) => Promise<void>,
): Promise<ScriptedProxy> {
  const heads: string[] = []
  let connections = 0
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    const client = accepted(socket, connections++, heads)
    speak(client).catch((error: unknown) => socket.destroy(error as Error))
  })
  return {
    port: await onLoopback(t, server),
    heads,
    get connections() {
      return connections
    },
  }
}

function accepted(socket: Socket, number: number, heads: string[]): Accepted {
  let text = ''
  let isOver = false
  let wake = (): void => undefined
  socket.on('data', (piece: Buffer) => {
    text += piece.toString('latin1')
    wake()
  })
  for (const end of ['end', 'close']) {
    socket.on(end, () => {
      isOver = true
      wake()
    })
  }
  const until = async (isThere: () => boolean): Promise<boolean> => {
    while (!isThere()) {
      if (isOver) return false
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
    return true
  }
  const take = (count: number): string => {
    const taken = text.slice(0, count)
    text = text.slice(count)
    return taken
  }
  return {
    socket,
    number,
    async head() {
      if (!(await until(() => text.includes('\r\n\r\n')))) return undefined
      const head = take(text.indexOf('\r\n\r\n') + 4)
      heads.push(head)
      return head
    },
    async octets(count) {
      await until(() => text.length >= count)
      return take(count)
    },
    send: (piece) => void socket.write(piece, 'latin1'),
  }
}

/** A head with `Content-Length` and its content. */
export function response(status: string, fields: readonly string[] = [], content = ''): string {
  const length = `Content-Length: ${content.length}`
  return `HTTP/1.1 ${[status, ...fields, length].join('\r\n')}\r\n\r\n${content}`
}

export const ASKS_BASIC: string = response('407 Proxy Authentication Required', [
  'Proxy-Authenticate: Basic realm="test"',
])

export const LETS_THROUGH = 'HTTP/1.1 200 Connection established\r\n\r\n'
